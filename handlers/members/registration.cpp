#include "handlers/members/registration.hpp"

#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/register_with_link.hpp"
#include "handlers/members/profile.hpp"

namespace hub::members {
namespace {

struct Form {
    std::string token;
    std::string password;
    Profile profile;
};

Result<Form> read_form(const Message& message, WallTime now) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "users.invalid");
    Form form;
    form.token = reader.text("token");
    form.password = reader.text("password");
    if (const auto problem = accounts::password_problem(form.password, {}); !problem.empty())
        reader.wrong("password", std::string(problem));
    form.profile = read_profile(reader, now);
    if (!reader.ok()) return reader.problems();
    return form;
}

}  // namespace

std::vector<FieldProblem> RegisterHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_form(message, services_.accounts.clock.wall()));
}

boost::asio::awaitable<Result<SharedText>> RegisterHandler::handle(Message message, Deadline deadline) {
    auto form = read_form(message, services_.accounts.clock.wall());
    if (!form) co_return form.error();
    accounts::LinkRegistration registration{
        accounts::AccountKind::member, form->token, form->password, "users.invalid", {}};
    registration.make_account = [this, profile = form->profile](UnitOfWork& unit_of_work, const std::string& mail,
                                                                const std::string& password_hash, WallTime now) {
        return services_.members.register_member(unit_of_work, mail, profile, password_hash, now);
    };
    auto registering =
        accounts::register_with_link(services_.accounts, std::move(registration), std::move(message), deadline);
    auto reply = co_await std::move(registering);
    co_return reply;
}

}  // namespace hub::members
