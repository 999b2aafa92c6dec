#include "portal/server/route_map.hpp"

#include <algorithm>
#include <stdexcept>

#include "portal/server/request_target.hpp"

namespace hub::portal {
namespace {

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// "/a/{b}" and "/a/{c}" are the same place.
std::string shape_of(const std::vector<std::string>& segments) {
    std::string shape;
    for (const auto& segment : segments) shape += "/" + (is_parameter(segment) ? std::string("{}") : segment);
    return shape;
}

std::vector<std::string> template_segments(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        segments.emplace_back(path.substr(0, path.find('/')));
        path.remove_prefix(segments.back().size());
    }
    return segments;
}

// A path whose escapes are written out, so that "/%61pi" finds "/api".
std::string without_escapes(std::string_view path) {
    std::string decoded;
    for (const auto& segment : path_segments(path)) decoded += "/" + segment;
    return decoded;
}

std::string problem_of(const HttpEndpoint& endpoint) {
    if (!is_endpoint_method(endpoint.method)) return "has no known method";
    if (!endpoint.handler) return "has no handler";
    if (!endpoint.path.starts_with('/')) return "must begin with \"/\"";
    for (const auto& segment : template_segments(endpoint.path))
        if (segment.find_first_of("{}") != std::string::npos && !is_parameter(segment))
            return "has a parameter that is not a whole segment";
    return {};
}

}  // namespace

bool is_endpoint_method(std::string_view method) {
    return method == "GET" || method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

RouteMap::RouteMap(std::vector<HttpEndpoint> endpoints) : endpoints_(std::move(endpoints)) {
    std::string problems;
    for (std::size_t index = 0; index < endpoints_.size(); ++index) add(index, problems);
    if (!problems.empty()) throw std::invalid_argument("the HTTP endpoints are wrong:" + problems);
}

void RouteMap::add(std::size_t index, std::string& problems) {
    const auto& endpoint = endpoints_[index];
    auto problem = problem_of(endpoint);
    const auto segments = template_segments(endpoint.path);
    const bool plain = std::none_of(segments.begin(), segments.end(), is_parameter);
    Resource* resource = nullptr;
    if (problem.empty() && plain) {
        resource = &exact_.try_emplace(endpoint.path, Resource{endpoint.path, segments, {}}).first->second;
    } else if (problem.empty()) {
        const auto same = [&](const Resource& other) { return shape_of(other.segments) == shape_of(segments); };
        const auto found = std::find_if(with_parameters_.begin(), with_parameters_.end(), same);
        const bool known = found != with_parameters_.end();
        resource = known ? &*found : &with_parameters_.emplace_back(Resource{endpoint.path, segments, {}});
        if (resource->path != endpoint.path) problem = "names its parameters otherwise than " + resource->path;
    }
    if (problem.empty()) {
        for (const auto other : resource->endpoints)
            if (endpoints_[other].method == endpoint.method) problem = "is there twice";
        resource->endpoints.push_back(index);
    }
    if (!problem.empty()) problems += " " + endpoint.method + " " + endpoint.path + " " + problem + ";";
}

RouteMap::Match RouteMap::find(std::string_view method, std::string_view path) const {
    const bool escaped = path.find('%') != std::string_view::npos;
    const auto exact = escaped ? exact_.find(without_escapes(path)) : exact_.find(path);
    if (exact != exact_.end()) return match(exact->second, method);
    if (with_parameters_.empty()) return {};
    const auto segments = path_segments(path);
    for (const auto& resource : with_parameters_) {
        const auto fits = [](const std::string& wanted, const std::string& there) {
            return is_parameter(wanted) ? !there.empty() : wanted == there;
        };
        if (!std::equal(resource.segments.begin(), resource.segments.end(), segments.begin(), segments.end(), fits))
            continue;
        auto found = match(resource, method);
        for (std::size_t index = 0; index < segments.size(); ++index)
            if (const auto& name = resource.segments[index]; is_parameter(name))
                found.path_parameters.emplace_back(name.substr(1, name.size() - 2), segments[index]);
        return found;
    }
    return {};
}

RouteMap::Match RouteMap::match(const Resource& resource, std::string_view method) const {
    const auto wanted = method == "HEAD" ? std::string_view("GET") : method;
    for (const auto index : resource.endpoints)
        if (endpoints_[index].method == wanted) return {&endpoints_[index], {}, {}};
    return {nullptr, {}, allow(resource)};
}

std::string RouteMap::allow(const Resource& resource) const {
    std::string methods;
    for (const auto index : resource.endpoints) {
        methods += endpoints_[index].method + ", ";
        if (endpoints_[index].method == "GET") methods += "HEAD, ";
    }
    return methods + "OPTIONS";
}

}  // namespace hub::portal
