#!/bin/bash
# Makes an instance an agent of grid @GRID@. What it does is in /var/log/cloud-init-output.log.
set -euxo pipefail

dnf install -y --setopt=install_weak_deps=False docker
systemctl enable --now docker

# Versions of functions: the agent brings them, the runtime reads them.
install -d -o 10001 -g 10001 -m 0755 /var/lib/htcgrid/versions

token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' http://169.254.169.254/latest/api/token)
instance=$(curl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id)

cat >/usr/local/bin/htcgrid-firewall <<'END'
#!/bin/bash
# What the runtime's user, and so every function, may reach: loopback alone, or all but the
# metadata service, which would give it the instance's credentials.
set -eu
for tables in iptables ip6tables; do
  $tables -N HTCGRID 2>/dev/null || $tables -F HTCGRID
  $tables -C OUTPUT -m owner --uid-owner 10002 -j HTCGRID 2>/dev/null ||
    $tables -I OUTPUT 1 -m owner --uid-owner 10002 -j HTCGRID
  $tables -A HTCGRID -o lo -j RETURN
done
iptables -A HTCGRID -d 169.254.169.254/32 -j REJECT
ip6tables -A HTCGRID -d fd00:ec2::254/128 -j REJECT
if [ "@FUNCTION_NETWORK@" = none ]; then
  iptables -A HTCGRID -j REJECT
  ip6tables -A HTCGRID -j REJECT
fi
END

cat >/usr/local/bin/htcgrid-pull <<'END'
#!/bin/bash
# Gets an image that is not here yet.
set -eu
docker image inspect "$1" >/dev/null 2>&1 && exit 0
aws ecr get-login-password --region @REGION@ |
  docker login --username AWS --password-stdin @REGISTRY@
docker pull --quiet "$1"
END

cat >/usr/local/bin/htcgrid-watch <<'END'
#!/bin/bash
# Protects the instance from scale-in while its agent is busy; drains the agent when the instance
# is to end, and only then lets it end.
set -u
instance=$1
export AWS_DEFAULT_REGION=@REGION@
group="--auto-scaling-group-name @GROUP@"
metadata() {
  token=$(curl -sf -m 2 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token) &&
    curl -sf -m 2 -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/meta-data/$1"
}
protection=unknown
idle=0
while sleep 5; do
  if [ "$(metadata autoscaling/target-lifecycle-state)" = Terminated ]; then
    systemctl stop htcgrid-agent
    aws autoscaling complete-lifecycle-action $group --lifecycle-hook-name @HOOK@ \
      --instance-id "$instance" --lifecycle-action-result CONTINUE && exit 0
    continue
  fi
  # A new instance takes its place.
  if [ -e /run/htcgrid-drained ]; then
    aws autoscaling terminate-instance-in-auto-scaling-group --instance-id "$instance" \
      --no-should-decrement-desired-capacity && rm /run/htcgrid-drained
  fi
  held=$(curl -sf -m 2 http://127.0.0.1:8080/metrics |
    awk '$1 == "htcgrid_agent_held" { held = $2 } END { print int(held) }')
  if [ "$held" != 0 ]; then
    idle=0
    wanted=--protected-from-scale-in
  else
    # A minute without work, not a pause between tasks.
    idle=$((idle + 1))
    [ "$idle" -lt 12 ] && continue
    wanted=--no-protected-from-scale-in
  fi
  if [ "$wanted" != "$protection" ]; then
    aws autoscaling set-instance-protection $group --instance-ids "$instance" $wanted && protection=$wanted
  fi
done
END
chmod 0755 /usr/local/bin/htcgrid-*

# Containers without privileges on the host's network, of which the runtime's user has only what
# htcgrid-firewall leaves it.
run="/usr/bin/docker run --rm --network=host --read-only --cap-drop=ALL --security-opt=no-new-privileges --log-driver=awslogs --log-opt=awslogs-region=@REGION@ --log-opt=awslogs-group=@LOG_GROUP@"

cat >/etc/systemd/system/htcgrid-firewall.service <<END
[Unit]
Description=What functions of grid @GRID@ may reach
After=docker.service
Requires=docker.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/bin/htcgrid-firewall
[Install]
WantedBy=multi-user.target
END

cat >/etc/systemd/system/htcgrid-runtime.service <<END
[Unit]
Description=Lambda runtime of grid @GRID@
After=docker.service htcgrid-firewall.service
Requires=docker.service htcgrid-firewall.service
StartLimitIntervalSec=0
[Service]
Restart=always
RestartSec=5
TimeoutStartSec=600
TimeoutStopSec=60
ExecStartPre=/usr/local/bin/htcgrid-pull @RUNTIME_IMAGE@
ExecStartPre=-/usr/bin/docker rm -f htcgrid-runtime
ExecStart=$run --name=htcgrid-runtime --log-opt=awslogs-stream=$instance/runtime --user=10002:10002 --pids-limit=8192 --tmpfs=/tmp:rw,exec,nosuid,nodev,mode=1777 --volume=/var/lib/htcgrid/versions:/versions:ro --env=AWS_REGION=@REGION@ --env=HTCGRID_RUNTIME_GRACE=5 @RUNTIME_IMAGE@ --versions /versions
ExecStop=/usr/bin/docker stop --time=30 htcgrid-runtime
[Install]
WantedBy=multi-user.target
END

# It stops before the runtime does, as it starts after it. One that drained by request stays down.
cat >/etc/systemd/system/htcgrid-agent.service <<END
[Unit]
Description=Agent of grid @GRID@
After=docker.service htcgrid-runtime.service
Requires=docker.service
Wants=htcgrid-runtime.service
StartLimitIntervalSec=0
[Service]
Restart=on-failure
RestartSec=5
TimeoutStartSec=600
TimeoutStopSec=$((@DRAIN_SECONDS@ + 90))
ExecStartPre=/usr/local/bin/htcgrid-pull @AGENT_IMAGE@
ExecStartPre=-/usr/bin/docker rm -f htcgrid-agent
ExecStart=$run --name=htcgrid-agent --log-opt=awslogs-stream=$instance/agent --user=10001:10001 --tmpfs=/tmp:rw,nosuid,nodev,mode=1777 --volume=/var/lib/htcgrid/versions:/versions --env=HTCGRID_AGENT_VERSIONS=/versions --env=AWS_REGION=@REGION@ --env=HTCGRID_GRID=@GRID@ --env=HTCGRID_AGENT_ID=$instance --env=HTCGRID_AGENT_RUNTIME_ENDPOINT=http://127.0.0.1:9001 --env=HTCGRID_AGENT_GRACE=@DRAIN_SECONDS@ --env=HTCGRID_AGENT_SPOT_NOTICES=true --env=HTCGRID_AGENT_METRIC_LINES=INFO @AGENT_IMAGE@
ExecStop=/usr/bin/docker stop --time=$((@DRAIN_SECONDS@ + 60)) htcgrid-agent
ExecStopPost=/bin/sh -c 'case \$EXIT_CODE\$EXIT_STATUS in exited0) touch /run/htcgrid-drained; esac'
[Install]
WantedBy=multi-user.target
END

cat >/etc/systemd/system/htcgrid-watch.service <<END
[Unit]
Description=Scale-in protection and draining of an agent of grid @GRID@
After=network-online.target
[Service]
Restart=on-failure
RestartSec=5
ExecStart=/usr/local/bin/htcgrid-watch $instance
[Install]
WantedBy=multi-user.target
END

systemctl daemon-reload
systemctl enable --now --no-block htcgrid-firewall htcgrid-runtime htcgrid-agent htcgrid-watch
