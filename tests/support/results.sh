# shellcheck shell=bash
# Running test programs and counting what they did, per part of tests/run.

# shellcheck source=config/deploy/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../config/deploy/common.sh"

# Logs and result files.
results=$source_root/build/tests

# Longest run of one folder of Node's tests.
node_limit_seconds=2400

declare -A part_passed=() part_failed=() part_skipped=()

# part_add PART PASSED FAILED SKIPPED
part_add() {
    part_passed[$1]=$((${part_passed[$1]:-0} + $2))
    part_failed[$1]=$((${part_failed[$1]:-0} + $3))
    part_skipped[$1]=$((${part_skipped[$1]:-0} + $4))
}

part_total() { printf '%d' "$((${part_passed[$1]:-0} + ${part_failed[$1]:-0} + ${part_skipped[$1]:-0}))"; }

# part_problem PART TEXT...: a failure that is not one of the tests.
part_problem() {
    printf 'FAILED: %s\n' "${*:2}" >&2
    part_add "$1" 0 1 0
}

# Ends a part: one that ran nothing has failed. 1 when it failed.
part_close() {
    local part=$1
    part_add "$part" 0 0 0
    if [[ $part != bench ]] && [[ $(part_total "$part") == 0 ]]; then
        part_problem "$part" "the part $part ran no test"
    fi
    if [[ $part != bench || ${part_failed[$part]} -gt 0 ]]; then
        printf -- '-- %s: %d passed, %d failed, %d skipped\n' "$part" "${part_passed[$part]}" "${part_failed[$part]}" \
            "${part_skipped[$part]}"
    fi
    ((part_failed[$part] == 0))
}

# count_results PART FORMAT FILE EXIT_CODE NAME: adds the counts in FILE to PART. A program that failed without a failed
# test (a crash, a sanitizer's report, a timeout) is a failure of its own.
count_results() {
    local part=$1 format=$2 file=$3 code=$4 name=$5 counts passed=0 failed=0 skipped=0
    if counts=$(node "$source_root/tests/support/count_results.mjs" "$format" "$file"); then
        read -r passed failed skipped <<<"$counts"
        part_add "$part" "$passed" "$failed" "$skipped"
    else
        part_problem "$part" "$name left no results"
    fi
    if ((code != 0 && failed == 0)); then
        part_problem "$part" "$name ended with exit code $code (124: it took too long) although no test failed"
    fi
}

# count_binary PART NAME PROGRAM: runs a GoogleTest program; passed tests are not listed.
count_binary() {
    local part=$1 name=$2 program=$3 code=0
    if [[ ! -x $program ]]; then
        part_problem "$part" "there is no program $program"
        return
    fi
    rm -f "$results/$name.json"
    (cd "$source_root" && timeout --kill-after=20 2400 "$program" --gtest_brief=1 --gtest_output="json:$results/$name.json") 2>&1 |
        tee "$results/$name.log" || code=$?
    count_results "$part" gtest "$results/$name.json" "$code" "${program##*/}"
}

# count_node_folder PART FOLDER [FILES]: runs Node's own test runner over all *.test.mjs below FOLDER, FILES of them (1) at
# a time: more where each mostly waits, and for servers of its own.
count_node_folder() {
    local part=$1 code=0 file=$results/$1.tap tests
    mapfile -t tests < <(find "$2" -name node_modules -prune -o -name '*.test.mjs' -print | LC_ALL=C sort)
    ((${#tests[@]} > 0)) || return 0
    rm -f "$file"
    (cd "$source_root" && timeout --kill-after=20 "$node_limit_seconds" node --test "--test-concurrency=${3:-1}" \
        --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap "--test-reporter-destination=$file" "${tests[@]}") 2>&1 | tee "$results/$part-node.log" || code=$?
    count_results "$part" tap "$file" "$code" 'node --test'
}
