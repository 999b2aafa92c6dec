#pragma once

namespace hub::portal {

// Whose words an answer is in: the public, shops and staff read Japanese, operators English.
enum class Language { japanese, english };

}  // namespace hub::portal
