#include "handlers/members/card.hpp"

#include "handlers/catalog/field_reader.hpp"
#include "handlers/members/card_number.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLongestCode = 500;

SharedText shared(json::Writer& writer) { return std::make_shared<const std::string>(writer.take()); }

struct Holder {
    Member member;
    std::string number;
};

SharedText write_card(const CardServices& services, const Holder& holder) {
    const auto& profile = holder.member.profile;
    const auto validity = services.rules.validity(profile, japanese_day(holder.member.registered_at),
                                                  japanese_day(services.own.accounts.clock.wall()));
    json::Writer writer;
    writer.begin_object();
    writer.member("number", holder.number);
    writer.member("programme", profile.programme);
    writer.member("state", name_of(validity.state));
    if (validity.state != CardState::not_entitled) writer.member("valid_until", to_text(validity.last_day));
    if (validity.state == CardState::valid)
        writer.member("code", services.signer.code({holder.number, profile.programme, validity.last_day}));
    writer.end_object();
    return shared(writer);
}

// What is pasted may have come with the address of the page in front of it.
std::string_view code_of(std::string_view text) {
    const auto sign = text.rfind('#');
    if (sign != std::string_view::npos) text.remove_prefix(sign + 1);
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// What can be said of what is neither a code of ours nor a number that fits. Fourteen digits are most likely ours, with
// a slip; whatever else has the form of a number of today's system may be one.
std::string_view unproven_state(std::string_view code, const std::optional<std::string>& digits) {
    if (digits && digits->size() == kOwnNumberDigits) return "mistyped";
    if (todays_number(code) || (digits && is_card_number(*digits))) return "unchecked";
    return digits ? "mistyped" : "forged";
}

}  // namespace

asio::awaitable<Result<SharedText>> CardHandler::handle(Message message, Deadline deadline) {
    auto& accounts = services_.own.accounts;
    const auto session = co_await accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<Holder>(UnitOfWork&)> work =
        [this, user_id = session->account.id,
         candidate = new_card_number()](UnitOfWork& unit_of_work) -> Result<Holder> {
        auto member = services_.own.members.find_member(unit_of_work, user_id);
        if (!member) return member.error();
        auto number = services_.own.records.card_number(unit_of_work, user_id, candidate);
        // Somebody else has that one: so rare that asking again is enough.
        if (number.empty())
            return Error{ErrorKind::transient, "cards.number_taken", "もう一度お試しください。",
                         std::chrono::seconds(1)};
        return Holder{std::move(*member), std::move(number)};
    };
    const auto holder = co_await in_transaction(accounts.transactions, std::move(work), deadline);
    if (!holder) co_return holder.error();
    co_return write_card(services_, *holder);
}

asio::awaitable<Result<SharedText>> CardCheckHandler::handle(Message message, Deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    catalog::FieldReader reader(document->root(), "cards.invalid");
    const auto text = reader.text("code");
    const auto code = code_of(text);
    if (code.empty() || text.size() > kLongestCode) reader.wrong("code", "会員証のコードを指定してください。");
    if (!reader.ok()) co_return reader.problems();
    const auto facts = services_.signer.read(code);
    const auto digits = typed_digits(code);
    json::Writer writer;
    writer.begin_object();
    if (digits && is_own_card_number(*digits)) {
        writer.member("state", "number_only");
        writer.member("number", *digits);
    } else if (!facts) {
        writer.member("state", unproven_state(code, digits));
    } else {
        const bool valid = japanese_day(services_.own.accounts.clock.wall()) <= facts->last_day;
        writer.member("state", name_of(valid ? CardState::valid : CardState::ended));
        writer.member("number", facts->number);
        writer.member("programme", facts->programme);
        writer.member("valid_until", to_text(facts->last_day));
    }
    writer.end_object();
    co_return shared(writer);
}

asio::awaitable<Result<SharedText>> CardKeyHandler::handle(Message, Deadline) {
    json::Writer writer;
    writer.begin_object();
    writer.member("public_key", services_.signer.public_key());
    writer.end_object();
    co_return shared(writer);
}

}  // namespace hub::members
