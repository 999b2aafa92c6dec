#include "portal/api/documentation_page.hpp"

namespace hub::portal {

std::string_view documentation_style() {
    return R"css(.api-documentation {
  margin: 0;
  background: #fff;
  color: #1a1a1c;
  font-family: "Noto Sans JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif;
  line-height: 1.7;
}
.api-documentation main { max-width: 64rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
.api-documentation h1 { font-size: 1.75rem; }
.api-documentation h2 { margin-top: 3rem; padding-bottom: .25rem; border-bottom: 2px solid #0017c1; font-size: 1.5rem; }
.api-documentation h3 { margin-top: 2rem; font-size: 1.25rem; }
.api-documentation h4 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
.api-documentation a { color: #0017c1; }
.api-documentation a:focus-visible, .api-documentation .scroll:focus-visible {
  outline: 4px solid #000;
  outline-offset: 2px;
  box-shadow: 0 0 0 2px #ffd43d;
}
.api-documentation code {
  padding: .1em .3em;
  border-radius: 4px;
  background: #f2f2f2;
  font-family: "Noto Sans Mono", Menlo, Consolas, monospace;
  font-size: .9em;
}
.api-documentation pre { margin: .5rem 0; padding: 1rem; border-radius: 8px; background: #f2f2f2; white-space: pre-wrap; }
.api-documentation pre code { padding: 0; background: none; }
.api-documentation .call { font-size: 1.125rem; }
.api-documentation .method {
  display: inline-block;
  padding: 0 .5rem;
  border-radius: 4px;
  background: #0017c1;
  color: #fff;
  font-weight: 700;
}
.api-documentation .note { padding: .5rem 1rem; border-left: 4px solid #fb5b01; background: #ffeee2; }
.api-documentation .scroll { overflow-x: auto; margin: 1rem 0; }
.api-documentation table { width: 100%; min-width: 40rem; border-collapse: collapse; }
.api-documentation caption { padding-bottom: .25rem; font-weight: 700; text-align: left; }
.api-documentation th, .api-documentation td { padding: .5rem; border: 1px solid #b3b3b3; text-align: left; vertical-align: top; }
.api-documentation thead th { background: #e8f1fe; white-space: nowrap; }
.api-documentation tbody th { font-weight: 400; }
.api-documentation tbody th, .api-documentation td:not(:last-child) { white-space: nowrap; }
)css";
}

}  // namespace hub::portal
