#pragma once

#include "portal/pages/member_form.hpp"

// What the pages of staff share: who is logged in, the menu of their role, and the question before harm.
namespace hub::portal {

// Who is logged in: the reply of staff.me. An error when that is nobody of staff: see refusal().
boost::asio::awaitable<Result<json::Document>> ask_who(PageRequest request);

// Who a form is shown to that came without a session: nobody is known, and there is no menu.
json::Document nobody();

// The answer to `who` when something failed: what to do without the right to it, the login when the session has ended
// meanwhile (`next` as for refusal()), else the error page.
HttpResponse staff_failure(const PageRequest& request, const json::Value& who, const Error& error,
                           std::string_view next = {});

// Asks for the change of a form in the name of whoever sent it, once, however often it is sent (field "once").
boost::asio::awaitable<Result<json::Document>> ask_as_form(PageRequest request, TypedForm form, std::string type,
                                                           std::string data);

// A page of staff that no cache keeps, with the menu of `who`, and for its forms CSRF and ONCE, the key of what is sent
// from it (see ask_as_form).
HttpResponse finish_staff_page(const PageRequest& request, const PageData& page, const std::string& title,
                               const json::Value& who, const Error* problem = nullptr);

// What is about to be done and cannot be done lightly.
struct Question {
    std::string title;
    std::string text;
    std::string button;
    std::string action;  // where the answer goes
    std::string back;
    HttpParameters fields{};  // that go with it; "confirmed" is added
};

// Asks before harm; again, when there was a problem with the answer.
HttpResponse question_page(const PageRequest& request, const json::Value& who, const Question& question,
                           const Error* problem = nullptr);

// Whether the form is the answer to such a question.
inline bool is_confirmed(const TypedForm& form) { return form.has("confirmed", "1"); }

// The number in the path, 0 when it is none.
std::int64_t path_number(const PageRequest& request, std::string_view name);

// A name and what it stands for, unless that is empty.
void fill_staff_fact(Values values, std::string_view name, std::string_view text);

// The roles of staff as choices (ROLE rows with VALUE, NAME, CHOSEN).
void fill_roles(const Texts& texts, Values values, std::string_view chosen);

}  // namespace hub::portal
