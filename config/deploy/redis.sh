# shellcheck shell=bash
# The private Redis 7: its own directory, port and user, on loopback.

# shellcheck source=config/deploy/process.sh
source "$(dirname "${BASH_SOURCE[0]}")/process.sh"

redis_settings() {
    cat <<SETTINGS
bind 127.0.0.1
protected-mode yes
port $PASSPORT_HUB_REDIS_PORT
dir $redis_directory
daemonize no
appendonly yes
appendfsync everysec
save ""
maxmemory 256mb
maxmemory-policy noeviction
SETTINGS
}

# redis-server is another name of redis-check-rdb, which is in redis-tools; the package redis-server would add a system
# service that starts with the machine.
redis_program() {
    command -v redis-server && return
    ln -sfn /usr/bin/redis-check-rdb "$run_directory/redis-server"
    printf '%s\n' "$run_directory/redis-server"
}

redis_console() { timeout 3 redis-cli -h 127.0.0.1 -p "$PASSPORT_HUB_REDIS_PORT" "$@"; }
redis_answers() { [[ $(redis_console PING 2>/dev/null) == PONG ]]; }
redis_answers_or_died() { process_is_gone redis || redis_answers; }

# Starts the server and waits until it answers (after a restart: until its log is read).
redis_start() {
    process_is_gone redis || return 0
    ! port_is_open 127.0.0.1 "$PASSPORT_HUB_REDIS_PORT" ||
        fail "port $PASSPORT_HUB_REDIS_PORT is taken by another program; choose another PASSPORT_HUB_REDIS_PORT"
    process_start redis service "$(redis_program)" "$redis_directory/redis.conf"
    if ! wait_until 60 redis_answers_or_died || ! redis_answers; then
        show_log_tail "$log_directory/redis.log"
        fail 'Redis did not start'
    fi
}

redis_stop() { process_stop redis TERM 30; }

# The step: running with today's settings when this returns.
redis_ensure() {
    begin Redis
    local changed=no
    if redis_settings | write_file "$redis_directory/redis.conf" 600; then changed=yes; fi
    if process_runs redis && [[ $changed == no ]] && redis_answers; then
        finish "running on 127.0.0.1:$PASSPORT_HUB_REDIS_PORT"
        return
    fi
    redis_stop
    redis_start
    finish "started on 127.0.0.1:$PASSPORT_HUB_REDIS_PORT"
}
