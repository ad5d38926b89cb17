# Kills process groups on request, and all that are left when its standard input ends: that is, when the runtime that
# started it is gone, however it died. Then removes that runtime's work folder.
#   $1          the work folder
#   add GROUP   a group was started
#   kill GROUP  kill it now
#   drop GROUP  it is gone
groups=' '
while read -r verb group; do
    case $verb in
        add) groups="$groups$group " ;;
        kill) kill -9 "-$group" 2>/dev/null ;;
        drop)
            case $groups in
                *" $group "*) groups="${groups%% "$group" *} ${groups#* "$group" }" ;;
            esac
            ;;
    esac
done
for group in $groups; do
    kill -9 "-$group" 2>/dev/null
done
# Children that left their group still carry the temporary folder they were given, which lies in the work folder.
for environment in $(grep -lsF -- "TMPDIR=$1/" /proc/[0-9]*/environ); do
    process=${environment#/proc/}
    kill -9 "${process%/environ}" 2>/dev/null
done
rm -rf -- "$1"
