#!/usr/bin/env python3
"""Writes states.tsv from the table of UN members: states.py un_members.tsv > states.tsv

In: iso2, iso3, m49, English (CLDR), UN Chinese short name, aliases. Out: UN Chinese short name, English name,
ISO 3166-1 alpha-3, aliases parted by |. What the table lacks (English names as the UN writes them, other
forms seen in UN papers) is added here; what is no safe alias is left out.
"""
import sys

ENGLISH = {  # iso3: the UN's English short name, further forms
    "ATG": "Antigua and Barbuda", "BOL": "Bolivia (Plurinational State of)|Bolivia|Plurinational State of Bolivia",
    "BIH": "Bosnia and Herzegovina", "BRN": "Brunei Darussalam|Brunei", "CPV": "Cabo Verde|Cape Verde",
    "COG": "Congo|Republic of the Congo", "CIV": "Côte d'Ivoire|Côte d’Ivoire|Ivory Coast", "CZE": "Czechia|Czech Republic",
    "PRK": "Democratic People's Republic of Korea|Democratic People’s Republic of Korea|DPRK|North Korea",
    "COD": "Democratic Republic of the Congo|DRC", "SWZ": "Eswatini|Swaziland", "IRN": "Iran (Islamic Republic of)|Islamic Republic of Iran|Iran",
    "LAO": "Lao People's Democratic Republic|Lao People’s Democratic Republic|Laos", "FSM": "Micronesia (Federated States of)|Micronesia",
    "MMR": "Myanmar|Burma", "NLD": "Netherlands|Kingdom of the Netherlands|The Netherlands", "MKD": "North Macedonia|the former Yugoslav Republic of Macedonia",
    "KOR": "Republic of Korea|South Korea", "MDA": "Republic of Moldova|Moldova", "RUS": "Russian Federation|Russia|Soviet Union|Union of Soviet Socialist Republics",
    "KNA": "Saint Kitts and Nevis", "LCA": "Saint Lucia", "VCT": "Saint Vincent and the Grenadines", "STP": "Sao Tome and Principe",
    "SYR": "Syrian Arab Republic|Syria", "TLS": "Timor-Leste|East Timor", "TTO": "Trinidad and Tobago", "TUR": "Türkiye|Turkey",
    "ARE": "United Arab Emirates|UAE", "GBR": "United Kingdom|United Kingdom of Great Britain and Northern Ireland|Great Britain|UK|U.K.",
    "TZA": "United Republic of Tanzania|Tanzania", "USA": "United States|United States of America|USA|U.S.A.|U.S.|US",
    "VEN": "Venezuela (Bolivarian Republic of)|Bolivarian Republic of Venezuela|Venezuela", "VNM": "Viet Nam|Vietnam",
}
MORE = {  # iso3: forms in Chinese that the table lacks
    "CHN": "中華人民共和國", "RUS": "俄联邦", "SVK": "斯洛伐克共和国", "ESP": "西班牙王国", "JPN": "日本国", "PRK": "朝鮮",
}
NOT = {"中非", "尼日", "查德"}  # 中非 is also China and Africa, 尼日 begins two states, 查德 is part of foreign names


def main(path):
    print("# States as named in UN papers: UN Chinese short name, English name, ISO 3166-1 alpha-3, aliases (parted by |).")
    print("# Built by states.py from a table of the UN members (UN short names, CLDR aliases), with the observers and the European Union.")
    for line in list(open(path, encoding="utf-8"))[1:]:
        _, iso3, _, english, name, aliases = (line.rstrip("\n").split("\t") + [""] * 6)[:6]
        english, *forms = ENGLISH.get(iso3, english).split("|")
        forms = aliases.split("|") + MORE.get(iso3, "").split("|") + forms
        seen = []
        for form in forms:
            if form and form != name and form not in seen and form not in NOT:
                seen.append(form)
        print(name, english, iso3, "|".join(seen), sep="\t")
    print("教廷", "Holy See", "VAT", "梵蒂冈|梵蒂岡|圣座", sep="\t")
    print("巴勒斯坦国", "State of Palestine", "PSE", "巴勒斯坦", sep="\t")
    print("欧洲联盟", "European Union", "EU", "欧盟|歐盟|歐洲聯盟|EU", sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
