# shellcheck shell=bash disable=SC2034 # names for tests/run
# The parts of tests/run: what each one builds, runs and counts.

# shellcheck source=tests/support/results.sh
source "$(dirname "${BASH_SOURCE[0]}")/results.sh"
# shellcheck source=config/deploy/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../config/deploy/packages.sh"
# shellcheck source=config/deploy/build.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../config/deploy/build.sh"

all_parts=(shell unit contract integration faults browser sanitizers)

# The process that compiles with sanitizers beside the other parts; empty: none.
sanitizers_build=''

# What tests/run eval measures; empty: our own questions and the real talks.
eval_files=()

# What a part needs from the release build.
declare -A part_targets=(
    [unit]=hub_unit_tests [contract]=hub_contract_tests [integration]='passport-hub hub_integration_tests'
    [faults]='passport-hub passport-hub-faults' [browser]=passport-hub [eval]=passport-hub [bench]='passport-hub hub_delivery_benchmark hub_stream_benchmark hub_password_benchmark hub_places_benchmark hub_crowd'
)

# tests_prepare PART...: packages and the release build for these parts; an environment that knows nothing of a hub that may run here.
tests_prepare() {
    local part needed='' groups=(run build test)
    build_directory=$(realpath -m -- "${PASSPORT_HUB_BUILD:-$source_root/build/release}")
    shared=${PASSPORT_HUB_SHARED:-$(realpath -e -- "$source_root/../shared" 2>/dev/null || true)}
    environment_reset
    mkdir -p "$results"
    # PostgreSQL runs as another user, who has to get through to the directories that tests make.
    TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/hub-tests.XXXXXX")
    export TMPDIR
    chmod 711 "$TMPDIR"

    [[ " $* " != *' bench '* ]] || groups+=(bench)
    packages_ensure "$results/packages.log" "${groups[@]}"
    for part in "$@"; do needed+=" ${part_targets[$part]:-}"; done
    needed=$(xargs -n 1 <<<"$needed" | sort -u | xargs)
    [[ -z $needed ]] ||
        build_ensure Build "$build_directory" "$results/build.log" "$needed" -DCMAKE_BUILD_TYPE=Release
}

# The PASSPORT_HUB_* variables that every part gets, and no others: those may name an installation that serves somebody.
environment_reset() {
    local name
    for name in "${!PASSPORT_HUB_@}"; do unset "$name"; done
    export PASSPORT_HUB_SOURCE=$source_root PASSPORT_HUB_BINARY=$build_directory/passport-hub
    [[ -z $shared ]] || export PASSPORT_HUB_SHARED=$shared
}

# Stops servers that a crashed test left behind, and removes the tests' directories.
tests_clean_up() {
    local environment
    [[ -z $sanitizers_build ]] || kill "$sanitizers_build" 2>/dev/null || true
    [[ ${TMPDIR:-} == */hub-tests.* ]] || return 0
    for environment in "$TMPDIR"/*/environment "$TMPDIR"/*/*/environment; do
        [[ ! -f $environment ]] || bash "$deploy_directory/services.sh" stop "$(dirname "$environment")" || true
    done
    rm -rf "$TMPDIR"
}

# Every shell script of the product, by name or first line; then the tests of what the scripts do.
run_shell() {
    local script
    while read -r script; do
        if shellcheck "$script"; then part_add shell 1 0 0; else part_problem shell "shellcheck: $script"; fi
    done < <(shell_scripts)
    count_node_folder shell "$source_root/tests/shell"
}

shell_scripts() {
    local file
    find "$source_root" \( -name .git -o -name build -o -name node_modules \) -prune -o -type f -print |
        while read -r file; do
            if [[ $file == *.sh ]] || head -c 40 "$file" | head -n 1 | grep -qaE '^#!(/usr)?/bin/(env )?(ba)?sh'; then
                printf '%s\n' "$file"
            fi
        done | LC_ALL=C sort
}

run_unit() {
    count_binary unit unit "$build_directory/hub_unit_tests"
    count_node_folder unit "$source_root/tests/unit"
}

run_contract() {
    npm_packages "$source_root/tests/contract/openapi" || part_problem contract 'what lints the contract could not be installed'
    count_binary contract contract "$build_directory/hub_contract_tests"
    count_node_folder contract "$source_root/tests/contract"
}

run_integration() {
    npm_packages "$source_root/tests/contract/openapi" || part_problem integration 'what makes a client of the contract could not be installed'
    count_binary integration integration "$build_directory/hub_integration_tests"
    count_node_folder integration "$source_root/tests/integration" 3
}

# The simulation in its long form; the short one is among the unit tests.
run_long_simulation() {
    if ! build_targets "$build_directory" hub_unit_tests >"$results/build-simulation.log" 2>&1; then
        part_problem faults "the simulation could not be built; log: $results/build-simulation.log"
        return
    fi
    PASSPORT_HUB_SIMULATION_CAMPAIGNS=1000000 GTEST_FILTER=Simulation.finds_no_violation \
        count_binary faults simulation "$build_directory/hub_unit_tests"
}

# The hub with failpoints against private servers; with --full in the long forms, and the simulation.
run_faults() {
    PASSPORT_HUB_FAULTS_FULL=${faults_full:-0}
    PASSPORT_HUB_FAULTS_BINARY=$build_directory/passport-hub-faults
    export PASSPORT_HUB_FAULTS_FULL PASSPORT_HUB_FAULTS_BINARY
    ((PASSPORT_HUB_FAULTS_FULL == 0)) || node_limit_seconds=14400
    count_node_folder faults "$source_root/tests/faults"
    ((PASSPORT_HUB_FAULTS_FULL == 0)) || run_long_simulation
    environment_reset
}

# A whole installation of its own, made by config/up in free ports and with the real lists where they are; the tests find
# it through PASSPORT_HUB_BASE_URL and the other PASSPORT_HUB_* variables.
run_browser() {
    local home=$TMPDIR/browser
    if ! npm_packages "$source_root/tests/browser" || ! bash "$deploy_directory/services.sh" start "$home" >"$results/browser.env"; then
        part_problem browser 'the servers or packages for the browser tests could not be prepared'
        return
    fi
    set -a
    # shellcheck source=/dev/null
    source "$results/browser.env"
    # Tests ask faster than any person, all from one address.
    PASSPORT_HUB_CHAT_QUESTIONS_PER_MINUTE=1000000
    set +a
    if "$source_root/config/up" ${shared:+--data "$shared/data"}; then
        count_node_folder browser "$source_root/tests/browser"
    else
        part_problem browser 'config/up failed'
    fi
    "$source_root/config/up" --stop || part_problem browser 'config/up --stop failed'
    environment_reset
}

# npm_packages DIRECTORY: the pinned packages of its lock file, when they are not there yet. Browsers are Debian's, and
# nobody is told that something was installed.
npm_packages() {
    local directory=$1
    [[ $directory/node_modules/.package-lock.json -nt $directory/package-lock.json ]] ||
        (cd "$directory" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 SCARF_ANALYTICS=false npm ci --no-audit --no-fund) >"$results/npm.log" 2>&1 ||
        { show_log_tail "$results/npm.log" && return 1; }
}

# Compiling with sanitizers takes as long as many of the tests: it begins beside them, on the processors that they leave
# idle. When it fails, the part finds it out.
sanitizers_begin() {
    local directory=$source_root/build/sanitize
    (
        chrt --idle --pid 0 "$BASHPID"
        mkdir -p "$directory"
        build_configure "$directory" -DHUB_SANITIZE=ON
        exec ninja -C "$directory" -j "$(build_jobs)" hub_unit_tests hub_contract_tests
    ) >"$results/build-sanitizers-begun.log" 2>&1 &
    sanitizers_build=$!
}

run_sanitizers() {
    local directory=$source_root/build/sanitize
    [[ -z $sanitizers_build ]] || wait "$sanitizers_build" || true
    build_ensure Build "$directory" "$results/build-sanitizers.log" 'hub_unit_tests hub_contract_tests' -DHUB_SANITIZE=ON
    export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:check_initialization_order=1
    export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
    count_binary sanitizers sanitizers-unit "$directory/hub_unit_tests"
    count_binary sanitizers sanitizers-contract "$directory/hub_contract_tests"
}

# The aims that were met and missed are its counts.
run_eval() {
    local code=0
    rm -f "$results/eval.json"
    node "$source_root/tests/eval/run.mjs" --output "$results/eval.json" "${eval_files[@]}" 2>&1 | tee "$results/eval.log" || code=$?
    count_results eval aims "$results/eval.json" "$code" tests/eval
}

run_bench() {
    npm_packages "$source_root/tests/bench/peer" || part_problem bench 'the peer to compare with could not be installed'
    "$source_root/tests/bench/run" || part_problem bench 'tests/bench/run failed'
}
