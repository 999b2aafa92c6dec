#pragma once

#include <string>
#include <string_view>

namespace hub::portal {

// A QR code (ISO/IEC 18004, level M) as an SVG path of unit squares; `size` is the width of its square view box, the
// quiet zone of four modules included. `path` is empty when the text is longer than a code can hold.
struct QrCode {
    int size = 0;
    std::string path;
};

QrCode qr_code(std::string_view text);

}  // namespace hub::portal
