#include "portal/pages/qr_code.hpp"

#include <memory>

#include <qrencode.h>

namespace hub::portal {
namespace {

constexpr int kQuietZone = 4;

// One horizontal run of dark modules.
std::string run_at(int column, int row, int length) {
    const auto width = std::to_string(length);
    return "M" + std::to_string(column + kQuietZone) + " " + std::to_string(row + kQuietZone) + "h" + width + "v1h-" +
           width + "z";
}

}  // namespace

QrCode qr_code(std::string_view text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                          QR_ECLEVEL_M),
        &QRcode_free);
    if (!code) return {};
    QrCode drawn{code->width + 2 * kQuietZone, {}};
    const auto dark = [&](int column, int row) { return (code->data[row * code->width + column] & 1) != 0; };
    for (int row = 0; row < code->width; ++row)
        for (int column = 0; column < code->width; ++column) {
            if (!dark(column, row)) continue;
            int end = column;
            while (end < code->width && dark(end, row)) ++end;
            drawn.path += run_at(column, row, end - column);
            column = end;
        }
    return drawn;
}

}  // namespace hub::portal
