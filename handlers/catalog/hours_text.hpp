#pragma once

#include <string>

#include "handlers/catalog/catalog_data.hpp"

// What shops and facilities write of their hours, and where.
namespace hub::catalog {

// The field of the hours, which holds the closed days too; where it is empty, the description, which may speak of them.
const std::string& hours_text(const ShopRow& shop);

// The hours and, marked with 定休日：, the closed days; may be empty.
std::string hours_text(const FacilityRow& facility);

}  // namespace hub::catalog
