#include "portal/api/documentation_page.hpp"

#include "portal/api/schema_words.hpp"

namespace hub::portal {
namespace {

std::string paragraph(std::string_view text) { return text.empty() ? "" : "<p>" + escape_html(text) + "</p>\n"; }

std::string code(std::string_view text) { return "<code>" + escape_html(text) + "</code>"; }

std::string row(std::initializer_list<std::string> cells) {
    std::string html = "<tr>";
    bool first = true;
    for (const auto& cell : cells) {
        html += (first ? "<th scope=\"row\">" : "<td>") + cell + (first ? "</th>" : "</td>");
        first = false;
    }
    return html + "</tr>\n";
}

// `owner`: what the table is about; with it the regions of a page can be told apart by their names.
std::string table(std::string_view owner, std::string_view caption, std::initializer_list<std::string_view> columns,
                  const std::string& rows) {
    const auto name = escape_html(owner) + (owner.empty() ? "" : " ") + escape_html(caption);
    std::string html = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + name +
                       "\">\n<table><caption>" + escape_html(caption) + "</caption>\n<thead><tr>";
    for (const auto column : columns) html += "<th scope=\"col\">" + escape_html(column) + "</th>";
    return html + "</tr></thead>\n<tbody>\n" + rows + "</tbody></table></div>\n";
}

std::string example(std::string_view json) {
    if (json.empty()) return {};
    return "<p>例</p>\n<pre><code>" + escape_html(json) + "</code></pre>\n";
}

// Links to a named schema, or says what an inline one is.
std::string type_html(const Schema& schema) {
    if (!schema.name.empty())
        return "<a href=\"#schema-" + escape_html(schema.name) + "\">" + escape_html(schema.name) + "</a>";
    if (schema.type == SchemaType::array) return type_html(*schema.items) + " の配列";
    return escape_html(type_words(schema));
}

std::string parameter_rows(const Operation& operation) {
    std::string rows;
    for (const auto& parameter : operation.parameters) {
        auto words = escape_html(parameter.description);
        const auto rules = rule_words(*parameter.schema);
        if (!rules.empty()) words += "<br>" + escape_html(rules);
        if (!parameter.example_json.empty()) words += "<br>例: " + code(parameter.example_json);
        rows += row({code(parameter.name), parameter.place == ParameterPlace::path ? "パス" : "クエリ",
                     type_html(*parameter.schema), parameter.required ? "必須" : "任意", words});
    }
    return rows;
}

std::string property_rows(const Schema& schema, const std::string& prefix) {
    std::string rows;
    for (const auto& property : schema.properties) {
        auto words = escape_html(property.schema->description);
        const auto rules = rule_words(*property.schema);
        if (!rules.empty()) words += (words.empty() ? "" : "<br>") + escape_html(rules);
        rows += row(
            {code(prefix + property.name), type_html(*property.schema), property.required ? "必須" : "任意", words});
        const bool list = property.schema->type == SchemaType::array;
        const auto& inner = list ? *property.schema->items : *property.schema;
        if (inner.name.empty() && !inner.properties.empty())
            rows += property_rows(inner, prefix + property.name + (list ? "[]." : "."));
    }
    return rows;
}

std::string response_rows(const Operation& operation) {
    std::string rows;
    for (const auto& response : operation.responses)
        rows += row({code(response.status == "default" ? "その他" : response.status), escape_html(response.description),
                     response.schema ? type_html(*response.schema) : "なし", escape_html(response.media_type)});
    return rows;
}

std::string operation_section(const Operation& operation) {
    std::string html = "<section class=\"operation\" id=\"" + escape_html(operation.id) + "\">\n<h3>" +
                       escape_html(operation.summary) + "</h3>\n<p class=\"call\"><span class=\"method\">" +
                       escape_html(operation.method) + "</span> " + code(operation.path) +
                       "</p>\n<p>operationId: " + code(operation.id) + "</p>\n";
    if (operation.deprecated) html += "<p class=\"note\">この呼び出し方は移行のために残しています。</p>\n";
    html += paragraph(operation.description);
    if (operation.rate_limit)
        html += paragraph("1 つの接続元からは毎分 " + number_words(operation.rate_limit->per_minute) +
                          " 回（続けては " + number_words(operation.rate_limit->burst) + " 回）までです。");
    if (!operation.parameters.empty())
        html += table(operation.id, "パラメーター", {"名前", "場所", "型", "必須", "説明"}, parameter_rows(operation));
    if (operation.body) {
        html += "<h4>本文（application/json）</h4>\n<p>" + type_html(*operation.body->schema) + "</p>\n";
        html += example(operation.body->schema->example_json);
    }
    return html + table(operation.id, "応答", {"状態", "意味", "内容", "形式"}, response_rows(operation)) +
           "</section>\n";
}

// Every named schema once, in the order it is first met.
void collect(const SchemaPointer& schema, std::vector<SchemaPointer>& found) {
    if (!schema) return;
    if (!schema->name.empty()) {
        for (const auto& known : found)
            if (known->name == schema->name) return;
        found.push_back(schema);
    }
    collect(schema->items, found);
    for (const auto& property : schema->properties) collect(property.schema, found);
}

std::string schema_sections(const OpenApiContract& contract) {
    std::vector<SchemaPointer> schemas;
    for (const auto& operation : contract.operations) {
        if (operation.body) collect(operation.body->schema, schemas);
        for (const auto& response : operation.responses) collect(response.schema, schemas);
    }
    std::string html;
    for (const auto& schema : schemas)
        html += "<section id=\"schema-" + escape_html(schema->name) + "\">\n<h3>" + escape_html(schema->name) +
                "</h3>\n" + paragraph(schema->description) +
                table("", schema->name, {"項目", "型", "必須", "説明"}, property_rows(*schema, "")) +
                example(schema->example_json) + "</section>\n";
    return html;
}

std::string contents(const OpenApiContract& contract) {
    std::string html = "<nav aria-label=\"操作の一覧\"><ul>\n";
    for (const auto& operation : contract.operations)
        html += "<li><a href=\"#" + escape_html(operation.id) + "\">" + escape_html(operation.summary) + "</a> " +
                code(operation.method + " " + operation.path) + "</li>\n";
    return html + "</ul></nav>\n";
}

std::string head(const OpenApiContract& contract, const std::vector<std::string>& style_sheets) {
    std::string html =
        "<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
        escape_html(contract.title) + "</title>\n";
    for (const auto& sheet : style_sheets) html += "<link rel=\"stylesheet\" href=\"" + escape_html(sheet) + "\">\n";
    return html + "</head>\n";
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char character : text) {
        switch (character) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '"': escaped += "&quot;"; break;
            case '\'': escaped += "&#39;"; break;
            default: escaped += character;
        }
    }
    return escaped;
}

std::string documentation_reference(const OpenApiContract& contract) {
    std::string html = contents(contract);
    for (const auto& tag : contract.tags) {
        html += "<h2>" + escape_html(tag.description) + "</h2>\n";
        for (const auto& operation : contract.operations)
            if (operation.tag == tag.name) html += operation_section(operation);
    }
    return html + "<h2>データの形</h2>\n" + schema_sections(contract);
}

std::string documentation_page(const OpenApiContract& contract, const std::vector<std::string>& style_sheets) {
    std::string html = head(contract, style_sheets);
    html += "<body class=\"api-documentation\"><main>\n<p><a href=\"/\">最初のページへ</a></p>\n<h1>" +
            escape_html(contract.title) + "</h1>\n<p>版 " + escape_html(contract.version) +
            "、<a href=\"/api/openapi.json\">OpenAPI 3.0.3 の定義（JSON）</a></p>\n";
    html += paragraph(contract.description) + documentation_reference(contract);
    return html + "</main></body></html>\n";
}

}  // namespace hub::portal
