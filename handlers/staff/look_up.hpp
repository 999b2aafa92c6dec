#pragma once

#include <functional>
#include <span>

#include "handlers/catalog/field_reader.hpp"
#include "handlers/staff/staff_services.hpp"

// What looking people up has in common: by one exact criterion, with a reason; it is a reading of personal data, and
// audited as that.
namespace hub::staff {

// By what somebody is looked up.
struct Criterion {
    std::string name;   // of the message's member
    std::string value;  // as it was typed: a text or a number, without blanks around it
};

// The one criterion of `names` that is given. When that is not exactly one, those that are there are wrong, the first
// when none is; `which` says what there is to choose from.
Criterion read_criterion(catalog::FieldReader& reader, std::span<const std::string_view> names, std::string which);

// Why somebody is looked up; wrong without words, and with more than 200 characters.
std::string read_reason(catalog::FieldReader& reader);

// A mail address that can be one; wrong otherwise.
std::string read_mail(catalog::FieldReader& reader, const Criterion& criterion);

// An account's number, full-width digits too; wrong unless it is a whole number from 1 on.
std::int64_t read_id(catalog::FieldReader& reader, const Criterion& criterion);

// Answers what `look_up` finds in one transaction in the name of whoever of staff asks.
using LookUp = std::function<SharedText(UnitOfWork& unit_of_work, const std::string& asked_by)>;
boost::asio::awaitable<Result<SharedText>> look_up_as_staff(StaffServices& services, Message message, LookUp look_up,
                                                            Deadline deadline);

}  // namespace hub::staff
