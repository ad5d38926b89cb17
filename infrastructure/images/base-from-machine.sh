#!/usr/bin/env bash
# Builds a base image from this machine alone, where none can be pulled: a Java that jlink makes, the few programs that
# the images use, Python for functions, and the C library's files. For trying things out: nobody patches such a base.
#   base-from-machine.sh IMAGE
set -euo pipefail
image=${1:?name the image}
docker=${DOCKER:-docker}
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
programs=(bash sh setsid grep rm sleep cat ls id env)
python=/usr/bin/python3

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{etc,opt/java,proc,sys,dev,usr/bin,tmp,root}
chmod 1777 "$root/tmp"
ln -s usr/bin "$root/bin"

"$java_home/bin/jlink" --strip-debug --no-man-pages --no-header-files --output "$root/opt/java/openjdk" \
  --add-modules java.se,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs

for program in "${programs[@]}"; do
  cp -L "$(command -v "$program")" "$root/usr/bin/$program"
done
if [ -x "$python" ]; then
  cp -L "$python" "$root/usr/bin/python3"
  library=$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
  mkdir -p "$root$library"
  tar -C "$library" --exclude=__pycache__ --exclude=test --exclude=dist-packages --exclude=site-packages -c . | tar -C "$root$library" -x
fi

# What all of these are linked with, found where the loader looks for it; and what libc and Java load by name.
libraries() {
  # ldd complains of what is no program, and goes on.
  { find "$root" -type f \( -perm -u+x -o -name '*.so*' \) -exec ldd {} + 2>/dev/null || true; } |
    sed -n 's/.*=> \(\/[^ ]*\) (.*/\1/p; s/^[[:space:]]*\(\/[^ ]*ld-linux[^ ]*\) (.*/\1/p'
  ldconfig -p | sed -n 's/.*lib\(nss_files\|nss_dns\|resolv\|stdc++\|gcc_s\|rt\|dl\|pthread\)\.so\.[0-9]* .*=> \(.*\)/\2/p'
}
libraries | grep -v "^$root" | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done

printf 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n' >"$root/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"

tar -C "$root" --owner=0 --group=0 --numeric-owner -c . |
  "$docker" import --change 'ENV JAVA_HOME=/opt/java/openjdk' \
    --change 'ENV PATH=/opt/java/openjdk/bin:/usr/bin:/bin' - "$image" >/dev/null
