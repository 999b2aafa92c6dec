#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/one_time_code.hpp"
#include "handlers/accounts/own_access.hpp"
#include "handlers/accounts/second_step.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "handlers/catalog/folding.hpp"
#include "handlers/staff/invitation.hpp"
#include "handlers/staff/recovery_codes.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;
using accounts::AccountKind;
using accounts::LinkPurpose;

constexpr std::size_t kShortestPassword = 12;
constexpr std::size_t kLongestPassword = 128;
constexpr std::string_view kIssuer = "大阪府パスポート 職員";

struct Invited {
    StaffMember person;
    WallTime expires_at{};
};

struct Form {
    std::string token;
    std::string password;
    std::string setup;
    std::string code;
};

// The secret is bound to its link: nobody confirms one of their own with another's.
std::string setup_purpose(const std::string& token) { return "staff.setup " + accounts::digest_of(token); }

std::string_view password_problem(std::string_view password, std::string_view mail) {
    const auto length = catalog::count_code_points(password);
    if (length < kShortestPassword || length > kLongestPassword) return "12文字以上、128文字以内で指定してください。";
    return accounts::password_problem(password, mail);
}

Result<Form> read_form(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "staff.invalid");
    Form form{reader.text("token"), reader.text("password"), reader.text("setup"),
              accounts::plain_code(reader.text("code"))};
    if (const auto problem = password_problem(form.password, {}); !problem.empty())
        reader.wrong("password", std::string(problem));
    if (form.code.size() != 6) reader.wrong("code", "認証アプリに表示されている6桁の数字を指定してください。");
    if (!reader.ok()) return reader.problems();
    return form;
}

Error wrong(std::string field, std::string problem) {
    return {
        ErrorKind::invalid, "staff.invalid", "入力に誤りがあります。", {}, {{std::move(field), std::move(problem)}}};
}

Error unknown_link() {
    return {ErrorKind::not_found, "accounts.link_unknown",
            "このリンクは使えません。期限が過ぎているか、取り消されています。招待した人にお知らせください。"};
}

asio::awaitable<Result<Invited>> find_invited(StaffServices& services, std::string token, Deadline deadline) {
    std::function<Result<Invited>(UnitOfWork&)> work =
        [&services, digest = accounts::digest_of(token)](UnitOfWork& unit_of_work) -> Result<Invited> {
        const auto link = services.accounts.accounts.find_link(
            unit_of_work, AccountKind::staff, LinkPurpose::invitation, digest, services.accounts.clock.wall());
        if (!link) return link.error();
        auto person = services.staff.find_invited(unit_of_work, link->mail);
        if (!person) return unknown_link();
        return Invited{std::move(*person), link->expires_at};
    };
    return in_transaction(services.accounts.transactions, std::move(work), deadline);
}

// What is wrong once it is known whose link this is; otherwise the secret and the step of its code.
struct Confirmed {
    std::string secret;
    std::int64_t step = 0;
};

Result<Confirmed> confirm(const StaffServices& services, const Form& form, const std::string& mail) {
    if (const auto problem = password_problem(form.password, mail); !problem.empty())
        return wrong("/password", std::string(problem));
    auto secret = services.accounts.key.open(setup_purpose(form.token), form.setup);
    if (!secret) return wrong("/code", "認証アプリの設定をもう一度読み取り、表示された数字を指定してください。");
    const auto step = accounts::step_of_code(*secret, form.code, services.accounts.clock.wall(), 0);
    if (!step) return wrong("/code", "数字が違います。認証アプリに今表示されている6桁を指定してください。");
    return Confirmed{std::move(*secret), *step};
}

SharedText write_accepted(std::int64_t staff_id, const std::vector<std::string>& codes) {
    json::Writer writer;
    writer.begin_object();
    writer.member("staff_id", staff_id);
    writer.key("recovery_codes");
    writer.begin_array();
    for (const auto& code : codes) writer.value(code);
    writer.end_array();
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

asio::awaitable<Result<std::int64_t>> take_over(StaffServices& services, Acceptance acceptance, Deadline deadline) {
    std::function<Result<std::int64_t>(UnitOfWork&)> work =
        [&services, acceptance = std::move(acceptance)](UnitOfWork& unit_of_work) -> Result<std::int64_t> {
        const auto staff_id = services.staff.accept(unit_of_work, acceptance);
        if (!staff_id) return unknown_link();
        return *staff_id;
    };
    return in_transaction(services.accounts.transactions, std::move(work), deadline);
}

}  // namespace

asio::awaitable<Result<SharedText>> InvitationHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    const std::string token(document->root().string("token").value_or(""));
    const auto invited = co_await find_invited(services_, token, deadline);
    if (!invited) co_return invited.error();
    const auto secret = accounts::new_authenticator_secret();
    json::Writer writer;
    writer.begin_object();
    writer.member("name", invited->person.name);
    writer.member("mail", invited->person.mail);
    writer.member("role", accounts::name_of(invited->person.role));
    writer.member("expires_at", to_rfc3339(invited->expires_at));
    writer.member("setup", services_.accounts.key.seal(setup_purpose(token), secret));
    writer.member("authenticator_uri", accounts::authenticator_uri(kIssuer, invited->person.mail, secret));
    writer.member("typed_secret", accounts::typed_secret(secret));
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

std::vector<FieldProblem> AcceptHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_form(message));
}

asio::awaitable<Result<SharedText>> AcceptHandler::handle(Message message, Deadline deadline) {
    const auto form = read_form(message);
    if (!form) co_return form.error();
    auto& accounts = services_.accounts;
    // Before the costly hash: whoever has no link is slowed, and gets no further.
    const auto wait = co_await accounts::take_token_try(accounts, message, deadline);
    if (wait.count() > 0) co_return accounts::too_many(wait);
    const auto invited = co_await find_invited(services_, form->token, deadline);
    if (!invited) co_return invited.error();
    const auto confirmed = confirm(services_, *form, invited->person.mail);
    if (!confirmed) co_return confirmed.error();
    auto turn = co_await accounts.passwords.turn(deadline);
    if (!turn) co_return turn.error();
    const auto hash = co_await accounts.passwords.hash(std::move(*turn), form->password, deadline);
    if (!hash) co_return hash.error();
    const auto codes = new_recovery_codes();
    Acceptance acceptance{accounts::digest_of(form->token),
                          accounts.clock.wall(),
                          *hash,
                          accounts.key.seal(kAuthenticatorPurpose, confirmed->secret),
                          confirmed->step,
                          {}};
    for (const auto& code : codes) acceptance.recovery_digests.push_back(recovery_digest(code));
    const auto staff_id = co_await take_over(services_, std::move(acceptance), deadline);
    if (!staff_id) co_return staff_id.error();
    co_return write_accepted(*staff_id, codes);
}

}  // namespace hub::staff
