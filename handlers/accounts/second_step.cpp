#include "handlers/accounts/second_step.hpp"

#include "handlers/accounts/one_time_code.hpp"
#include "handlers/catalog/folding.hpp"
#include "router/core/ids.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {
namespace {

constexpr std::string_view kTicket = "second_step";
constexpr std::size_t kRecoveryCodes = 10;
constexpr std::size_t kRecoveryLetters = 10;
constexpr std::size_t kMailedDigits = 6;

// Without those that are read as another: 0 o, 1 l.
constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
static_assert(kLetters.size() == 32);

std::string new_recovery_code() {
    std::string code;
    for (const unsigned char byte : random_bytes(kRecoveryLetters)) {
        if (code.size() == kRecoveryLetters / 2) code += '-';
        code += kLetters[byte % kLetters.size()];
    }
    return code;
}

bool is_six_digits(std::string_view code) {
    return code.size() == kMailedDigits && code.find_first_not_of("0123456789") == std::string_view::npos;
}

bool use_authenticator_code(AccountServices& services, UnitOfWork& unit_of_work, Account account,
                            const SecondStep& step, const std::string& code) {
    const auto secret = services.key.open(kAuthenticatorSecret, step.secret);
    if (!secret) return false;
    const auto used = step_of_code(*secret, code, services.clock.wall(), step.last_step);
    return used && services.second_steps.use_step(unit_of_work, account, *used);
}

}  // namespace

std::string new_ticket(const AccountServices& services, const Ticket& ticket, std::chrono::minutes life) {
    json::Writer writer;
    writer.begin_object();
    writer.member("kind", name_of(ticket.account.kind));
    writer.member("id", ticket.account.id);
    writer.member("until", to_rfc3339(services.clock.wall() + life));
    writer.member("secret", ticket.secret);
    writer.member("password", ticket.password);
    writer.member("before", ticket.before);
    writer.end_object();
    return services.key.seal(kTicket, writer.take());
}

std::optional<Ticket> read_ticket(const AccountServices& services, std::string_view letters) {
    const auto text = services.key.open(kTicket, letters);
    const auto document = json::Document::parse(text.value_or("null"));
    if (!document) return std::nullopt;
    const auto kind = account_kind_of(document->root().string("kind").value_or(""));
    const auto until = from_rfc3339(document->root().string("until").value_or(""));
    if (!kind || !until || *until <= services.clock.wall()) return std::nullopt;
    const auto text_of = [&](std::string_view name) { return std::string(document->root().string(name).value_or("")); };
    return Ticket{
        {*kind, document->root().integer("id").value_or(0)}, text_of("secret"), text_of("password"), text_of("before")};
}

std::string alias_of_password(const AccountServices& services, const std::string& hash) {
    return services.key.alias("ticket " + hash);
}

std::string mark_of_step(const std::optional<SecondStep>& step) { return step ? to_rfc3339(step->began_at) : "none"; }

Error ticket_over() {
    return {ErrorKind::conflict, "accounts.ticket_over",
            "時間がたったか、設定が変わったため、続けられません。はじめからやり直してください。"};
}

std::string code_digest(const AccountServices& services, Account account, std::string_view code) {
    return services.key.alias("code " + std::string(name_of(account.kind)) + " " + std::to_string(account.id) + " " +
                              std::string(code));
}

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    while (codes.size() < kRecoveryCodes) codes.push_back(new_recovery_code());
    return codes;
}

std::string plain_code(std::string_view typed) {
    std::string code;
    for (const char32_t letter : catalog::fold(typed))
        if ((letter >= U'0' && letter <= U'9') || (letter >= U'a' && letter <= U'z')) code += static_cast<char>(letter);
    return code;
}

bool use_any_code(AccountServices& services, UnitOfWork& unit_of_work, Account account, const std::string& code) {
    const auto step = services.second_steps.find_second_step(unit_of_work, account);
    if (!step) return false;
    if (!is_six_digits(code))
        return services.second_steps.use_recovery_code(unit_of_work, account, code_digest(services, account, code));
    if (step->method == SecondStepMethod::authenticator)
        return use_authenticator_code(services, unit_of_work, account, *step, code);
    return services.second_steps.use_code(unit_of_work, account, code_digest(services, account, code),
                                          services.clock.wall());
}

}  // namespace hub::accounts
