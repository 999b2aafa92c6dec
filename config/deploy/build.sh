# shellcheck shell=bash
# Builds with CMake and Ninja. ccache is used when it is there; CMakeLists.txt sees to that.

# shellcheck source=config/deploy/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# Ninja's jobs: one per processor, fewer where the memory is small (a translation unit takes up to 1.5 GB).
build_jobs() {
    local memory processors
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1572864) }' /proc/meminfo)
    processors=$(nproc)
    printf '%s' "$((memory < 1 ? 1 : memory < processors ? memory : processors))"
}

# build_configure DIRECTORY OPTION...: once; afterwards Ninja itself sees when CMake has to run again. What it cannot see
# is a package that was installed later (those for the tests, say): then CMake looks for everything anew.
package_status=/var/lib/dpkg/status
build_configure() {
    local directory=$1 options
    shift
    options="$source_root $* $(stat -c %Y "$package_status" 2>/dev/null)"
    if [[ -f $directory/build.ninja ]] && stamp_is "$directory/.configured" "$options"; then
        return 0
    fi
    rm -f "$directory/CMakeCache.txt"
    cmake -S "$source_root" -B "$directory" -G Ninja "$@"
    printf '%s\n' "$options" >"$directory/.configured"
}

build_targets() {
    local directory=$1
    shift
    ninja -C "$directory" -j "$(build_jobs)" "$@"
}

# build_ensure TITLE DIRECTORY LOG TARGETS OPTION...: the step. TARGETS is one word list, the options are CMake's.
build_ensure() {
    local title=$1 directory=$2 log=$3 targets=() code=0
    read -r -a targets <<<"$4"
    shift 4
    begin "$title"
    : >"$log"
    mkdir -p "$directory"
    build_configure "$directory" "$@" >>"$log" 2>&1 || code=$?
    if ((code != 0)); then
        show_log_tail "$log" 40
        fail "the build could not be configured; log: $log"
    fi
    if [[ ! -e $directory/.ninja_log ]]; then
        announce "compiling ${targets[*]}; up to 12 minutes on two processors the first time; log: $log"
    fi
    run_logged "$log" build_targets "$directory" "${targets[@]}" || fail "the build failed; log: $log"
    if grep -q '^ninja: no work to do' "$log"; then finish "up to date in $directory"; else finish "built in $directory"; fi
}
