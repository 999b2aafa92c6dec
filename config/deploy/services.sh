#!/bin/bash
# A private PostgreSQL and Redis in a directory of their own, for tests and experiments: the same functions as config/up.

set -euo pipefail
program_name=services.sh
# shellcheck source=config/deploy/secrets.sh
source "$(dirname "${BASH_SOURCE[0]}")/secrets.sh"
# shellcheck source=config/deploy/postgresql.sh
source "$(dirname "${BASH_SOURCE[0]}")/postgresql.sh"
# shellcheck source=config/deploy/redis.sh
source "$(dirname "${BASH_SOURCE[0]}")/redis.sh"

usage() {
    cat <<'USAGE'
Usage: config/deploy/services.sh COMMAND DIRECTORY

  start              makes DIRECTORY (new or empty) a state directory: free ports, secrets, PostgreSQL with the roles and
                     an empty database "passport", Redis. Prints lines PASSPORT_HUB_NAME=VALUE, also kept in
                     DIRECTORY/environment; they include free ports for a hub and a sandbox
  stop               stops both servers; the files stay
  environment        prints the lines of "start" again

  start-SERVICE      SERVICE is postgresql or redis: starts it again on its port
  stop-SERVICE       stops it in order
  kill-SERVICE       kills all of its processes, as a power failure would
  freeze-SERVICE     stops all of its processes where they are: connections stay open, nothing is answered
  thaw-SERVICE       lets them go on
  flush-redis        forgets everything in Redis
  free-port          prints one more port that nobody else has while DIRECTORY is there
  owner-sql          runs the statements on standard input in the database "passport", as its owner, in one transaction

Exit codes: 0 done, 1 failed (the reason is on standard error), 2 wrong usage.
Run as root, the servers belong to the user "passporthub", who must be able to enter DIRECTORY.
USAGE
}

# free_ports COUNT DIRECTORY: ports below the range that systems take for outgoing connections and above 10080, where no
# browser goes (https://fetch.spec.whatwg.org/#port-blocking), that nothing listens on and that no other state directory
# has: also between those made at the same moment, and while what listens there is dead.
free_ports() {
    local taken=${TMPDIR:-/tmp}/passport-hub-ports.$UID file port found=0
    (umask 077 && mkdir -p "$taken")
    exec 8>"$taken/lock"
    flock 8
    for file in "$taken"/[0-9]*; do
        [[ ! -f $file || -d $(<"$file") ]] || rm -f "$file"
    done
    while ((found < $1)); do
        port=$((11000 + SRANDOM % 5000))
        if [[ ! -e $taken/$port ]] && ! port_is_open 127.0.0.1 "$port"; then
            printf '%s\n' "$2" >"$taken/$port"
            printf '%s\n' "$port"
            found=$((found + 1))
        fi
    done
    exec 8>&-
}

environment_new() {
    local ports
    mapfile -t ports < <(free_ports 6 "$1")
    printf 'PASSPORT_HUB_HOME=%q\n' "$1"
    printf 'PASSPORT_HUB_PUBLIC=127.0.0.1:%s\nPASSPORT_HUB_BASE_URL=http://127.0.0.1:%s\n' "${ports[0]}" "${ports[0]}"
    printf 'PASSPORT_HUB_OPERATIONS=127.0.0.1:%s\n' "${ports[1]}"
    printf 'PASSPORT_HUB_SANDBOX=127.0.0.1:%s\nPASSPORT_HUB_SANDBOX_SMTP=127.0.0.1:%s\n' "${ports[2]}" "${ports[3]}"
    printf 'PASSPORT_HUB_POSTGRES_PORT=%s\nPASSPORT_HUB_REDIS_PORT=%s\n' "${ports[4]}" "${ports[5]}"
}

environment_load() {
    [[ -f $1/environment ]] || fail "$1 was not made by services.sh start"
    # shellcheck source=/dev/null
    source "$1/environment"
    settings_load
}

stop_when_unfinished() {
    local code=$?
    if ((code != 0)); then
        redis_stop
        postgresql_stop
    fi
}

start() {
    [[ ! -e $1/environment ]] || fail "$1 is in use already"
    mkdir -p "$1"
    local lines
    lines=$(environment_new "$1")
    # shellcheck source=/dev/null
    source /dev/stdin <<<"$lines"
    settings_load
    service_user_ensure
    state_ensure
    state_hand_over
    printf '%s\n' "$lines" | write_file "$1/environment" 644
    trap stop_when_unfinished EXIT
    secrets_ensure
    postgresql_ensure >&2
    redis_ensure >&2
    postgresql_roles_ensure
}

process_is_collected() { [[ ! -e /proc/$1 ]]; }

service_kill() {
    local number
    number=$(process_number "$1") || fail "$1 does not run"
    process_family "$number" | xargs -r kill -KILL
    wait_until 10 process_is_gone "$1" || fail "$1 cannot be killed"
    # PostgreSQL takes even a zombie for a running server: the system has to collect it first.
    wait_until 10 process_is_collected "$number" || fail "$1 (process $number) stays a zombie"
}

main() {
    case ${1:-} in
    -h | --help) usage && return ;;
    esac
    if (($# != 2)); then
        usage >&2
        return 2
    fi
    local command=$1 directory
    if [[ ! $command =~ ^(start|stop|environment|flush-redis|free-port|owner-sql|(start|stop|kill|freeze|thaw)-(redis|postgresql))$ ]]; then
        usage >&2
        return 2
    fi
    directory=$(realpath -m -- "$2")
    cd /
    [[ $command == start ]] || environment_load "$directory"
    case $command in
    start) start "$directory" && cat "$directory/environment" ;;
    stop) redis_stop && postgresql_stop ;;
    environment) cat "$directory/environment" ;;
    start-redis | start-postgresql) "${command#start-}_start" ;;
    stop-redis | stop-postgresql) "${command#stop-}_stop" ;;
    kill-redis | kill-postgresql) service_kill "${command#kill-}" ;;
    freeze-redis | freeze-postgresql) process_freeze "${command#freeze-}" ;;
    thaw-redis | thaw-postgresql) process_thaw "${command#thaw-}" ;;
    owner-sql) postgresql_owner_console || fail 'the statements were not run' ;;
    free-port) free_ports 1 "$directory" ;;
    flush-redis) redis_console FLUSHALL >/dev/null ;;
    esac
}

main "$@"
