#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/http.hpp"

namespace hub::portal {

// The table of a listener: which endpoint answers a method and a path. Immutable.
class RouteMap {
public:
    // Throws std::invalid_argument naming every wrong entry: a path without "/", a parameter that is not a whole
    // segment, an unknown method, a missing handler, the same method and path twice.
    explicit RouteMap(std::vector<HttpEndpoint> endpoints);

    struct Match {
        const HttpEndpoint* endpoint = nullptr;  // null: nothing, or not with this method
        HttpParameters path_parameters{};
        std::string allow{};  // without an endpoint: the path's Allow header; empty when there is no such path
    };

    // `path` is a checked, still encoded path. HEAD finds GET. An exact path wins over one with parameters.
    Match find(std::string_view method, std::string_view path) const;

private:
    struct Resource {
        std::string path;
        std::vector<std::string> segments;  // "{name}" is a parameter
        std::vector<std::size_t> endpoints;
    };

    void add(std::size_t index, std::string& problems);
    Match match(const Resource& resource, std::string_view method) const;
    std::string allow(const Resource& resource) const;

    std::vector<HttpEndpoint> endpoints_;
    std::map<std::string, Resource, std::less<>> exact_;
    std::vector<Resource> with_parameters_;  // in the order of the table
};

// True for the methods the hub's endpoints may have: GET, POST, PUT, PATCH, DELETE.
bool is_endpoint_method(std::string_view method);

}  // namespace hub::portal
