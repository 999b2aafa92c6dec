// The non-template halves of Asio, Asio SSL and Beast, compiled once (BOOST_ASIO_SEPARATE_COMPILATION and
// BOOST_BEAST_SEPARATE_COMPILATION are set for every target).
#include <utility>

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
#include <boost/version.hpp>

// libcpprest.so exports Asio symbols of Debian's Boost 1.74 without a version in their names: any other Boost in this
// process would silently share them.
static_assert(BOOST_VERSION == 107400, "the whole process must use Debian 12's Boost 1.74");
