#include "handlers/owners/registration.hpp"

#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/register_with_link.hpp"

namespace hub::owners {
namespace {

struct Form {
    std::string token;
    std::string password;
    BusinessProfile profile;
};

Result<Form> read_form(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "owners.invalid");
    Form form{reader.text("token"), reader.text("password"), {}};
    if (const auto problem = accounts::password_problem(form.password, {}); !problem.empty())
        reader.wrong("password", std::string(problem));
    form.profile = read_business_profile(reader);
    if (!reader.ok()) return reader.problems();
    return form;
}

}  // namespace

std::vector<FieldProblem> RegisterHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_form(message));
}

boost::asio::awaitable<Result<SharedText>> RegisterHandler::handle(Message message, Deadline deadline) {
    auto form = read_form(message);
    if (!form) co_return form.error();
    accounts::LinkRegistration registration{
        accounts::AccountKind::owner, form->token, form->password, "owners.invalid", {}};
    registration.make_account = [this, profile = form->profile](UnitOfWork& unit_of_work, const std::string& mail,
                                                                const std::string& password_hash, WallTime now) {
        return services_.owners.register_owner(unit_of_work, mail, profile, password_hash, now);
    };
    auto registering =
        accounts::register_with_link(services_.accounts, std::move(registration), std::move(message), deadline);
    auto reply = co_await std::move(registering);
    co_return reply;
}

}  // namespace hub::owners
