#pragma once

#include <string>

namespace hub::test {

// An openapi.json with one operation POST /things/{id} whose body is `schema`, plus what a test adds.
inline std::string contract_text(const std::string& schema, const std::string& parameters = "",
                                 const std::string& extra = "", const std::string& components = "") {
    return R"({"openapi":"3.0.3","info":{"title":"t","version":"1"},"tags":[{"name":"a"}],"paths":{"/things/{id}":{"post":{
        "operationId":"saveThing","tags":["a"],"summary":"s","x-message-type":"thing.save","x-idempotency-key":"required",)" +
           extra +
           R"("parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"integer","minimum":1}})" +
           (parameters.empty() ? "" : "," + parameters) +
           R"(],"requestBody":{"required":true,"content":{"application/json":{"schema":)" + schema +
           R"(}}},"responses":{"201":{"description":"ok"}}}}},"components":{"schemas":{"Named":{"type":"string"})" +
           (components.empty() ? "" : "," + components) + "}}}";
}

}  // namespace hub::test
