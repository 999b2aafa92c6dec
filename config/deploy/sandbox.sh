# shellcheck shell=bash
# The sandbox: our own stand-in for Google and the mail server, so that everything works without an account.

# shellcheck source=config/deploy/process.sh
source "$(dirname "${BASH_SOURCE[0]}")/process.sh"

sandbox_command() {
    printf '%s\n' node "$source_root/tests/sandbox/main.mjs" \
        --listen "$PASSPORT_HUB_SANDBOX" --smtp "$PASSPORT_HUB_SANDBOX_SMTP" \
        --base-url "http://$(reachable_address "$PASSPORT_HUB_SANDBOX")" \
        --agent "$source_root/config/dialogflow_agent" \
        --webhook "http://$(reachable_address "$PASSPORT_HUB_PUBLIC")/webhooks/dialogflow" \
        --webhook-user dialogflow --webhook-password-file "$secrets_directory/webhook_password" \
        --webhook-header-name X-Passport-Hub-Webhook --webhook-header-token-file "$secrets_directory/webhook_header_token" \
        --service-account "$secrets_directory/dialogflow_service_account" \
        --maps-key-file "$secrets_directory/google_maps_key" --ledger "$log_directory/sandbox-ledger.jsonl"
}

# What the running sandbox depends on: another value means that it has to be started again. It reads a changed agent itself.
sandbox_fingerprint() {
    {
        sandbox_command
        checksum_of "$source_root/tests/sandbox" "$secrets_directory"
    } | sha256sum | cut -d ' ' -f 1
}

sandbox_answers() { port_is_open "${PASSPORT_HUB_SANDBOX%:*}" "${PASSPORT_HUB_SANDBOX##*:}"; }
sandbox_answers_or_died() { process_is_gone sandbox || sandbox_answers; }

sandbox_stop() { process_stop sandbox TERM 10; }

# The step: running, with today's addresses and secrets, when this returns.
sandbox_ensure() {
    begin Sandbox
    local fingerprint command
    fingerprint=$(sandbox_fingerprint)
    if process_runs sandbox && stamp_is "$run_directory/sandbox.fingerprint" "$fingerprint" && sandbox_answers; then
        finish "running on $PASSPORT_HUB_SANDBOX"
        return
    fi
    sandbox_stop
    address_is_free PASSPORT_HUB_SANDBOX
    address_is_free PASSPORT_HUB_SANDBOX_SMTP
    mapfile -t command < <(sandbox_command)
    process_start sandbox "$(checkout_user)" "${command[@]}"
    if ! wait_until 20 sandbox_answers_or_died || ! sandbox_answers; then
        show_log_tail "$log_directory/sandbox.log"
        fail 'the sandbox did not start'
    fi
    printf '%s\n' "$fingerprint" | write_file "$run_directory/sandbox.fingerprint" 644 || true
    finish "started on $PASSPORT_HUB_SANDBOX, mail on $PASSPORT_HUB_SANDBOX_SMTP"
}
