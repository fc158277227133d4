"""Personnel: the words by which English and Danish texts count people, and say whose they are.

Lists are written with `|` between the words, and are patterns.
"""

from __future__ import annotations

QUALIFIERS = {
    "en": {
        "about": "about|around|some|approximately|approx\\.?|roughly|circa|an estimated|estimated",
        "nearly": "nearly|almost|just under|close to",
        "up to": "up to|as many as|a maximum of|at most|no more than|not more than",
        "more than": "more than|over|well over|just over|upwards of|in excess of",
        "at least": "at least|no fewer than|a minimum of",
        "less than": "fewer than|less than|under|below",
    },
    "da": {
        "about": "omkring|cirka|ca\\.?|omtrent|rundt regnet",
        "nearly": "knap|knapt|næsten|tæt på|lige under",
        "up to": "op til|optil|op imod|op mod|højst|maksimalt|ikke mere end",
        "more than": "mere end|flere end|over|godt|godt og vel",
        "at least": "mindst|minimum|ikke færre end",
        "less than": "under|færre end|mindre end",
    },
}
# What may stand between the number and the noun. A nation other than Denmark may not.
ADJECTIVES = {
    "en": """Danish|military|armed|combat|special|operations|operation|forces|highly|well|
        trained|experienced|additional|more|extra|new|further|other|force|protection|staff|
        police|support|medical|naval|navy|air|ground|UN|NATO|regular|civilian|elite|infantry|
        army|security|uniformed|male|female|deployed|logistics|technical|maintenance|
        construction|of its|of the|of our|own|strong|fresh|young|professional|liaison|training|
        engineering|unarmed|remaining|last|first|artillery|intelligence|headquarters|frontline|
        service|field|mission""",
    "da": """danske|militære|militær|væbnede|ekstra|yderligere|flere|nye|andre|udsendte|
        udstationerede|særlige|specialuddannede|veltrænede|erfarne|professionelle|civile|
        kvindelige|mandlige|unge|faste|ubevæbnede|bevæbnede|lægefaglige|sundhedsfaglige|
        tekniske|af sine|af de|af vores|tilbageværende|sidste|første|friske|dansk|uniformerede|
        deployerede""",
}
# Nouns that mean forces by themselves.
PEOPLE = {
    "en": """soldiers|troops|troopers|personnel|servicemen|servicewomen|service members|
        servicemembers|men and women|women and men|instructors|advisers|advisors|trainers|
        medics|nurses|surgeons|sailors|marines|seamen|crew members|crewmembers|crewmen|crew|
        airmen|pilots|technicians|mechanics|officers|observers|commandos|operators|
        special forces|operatives|special forces soldiers|special operations forces|
        military police|peacekeepers|specialists|reservists|gunners|sappers|rangers|frogmen|
        boots on the ground|controllers|infantrymen|riflemen|planners|drivers|guardsmen|
        corpsmen|mine clearers|deminers|signallers|forces""",
    "da": """\\w*soldater(?:ne)?|mand|mænd og kvinder|kvinder og mænd|udsendte|
        \\w*instruktører|\\w*trænere|\\w*rådgivere|specialoperationsstyrker|specialstyrker|
        jægere|frømænd|besætningsmedlemmer|\\w*officerer|\\w*observatører|piloter|mekanikere|
        teknikere|\\w*tropper|kontrollanter|\\w*specialister|søfolk|matroser|\\w*gaster|
        konstabler|gardere|husarer|minerydder\\w*|befalingsmænd|sergenter|sygeplejersker|
        planlæggere|chauffører|kirurger|helikopterpiloter|specialoperatører|marinere|
        militærpersoner|flyvere|styrker""",
}
# People of whom the sentence must say more before they count as sent.
ANYONE = {
    "en": """people|persons|staff|staff members|experts|police|police officers|policemen|
        doctors|engineers|guards|women|men|Danes|members|analysts|judges""",
    "da": """personer|folk|medarbejdere|eksperter|\\w*betjente|politifolk|læger|ingeniører|
        kvinder|mænd|danskere|vagter|medlemmer|ansatte|analytikere""",
}
# Groups that are counted by their people: a crew of 160.
GROUPS = {
    "en": """crew|contingent|force|detachment|team|unit|company|battalion|platoon|group|squad|
        task force|contribution|deployment|garrison|party|advance party""",
    "da": """besætning|kontingent|styrke|bidrag|hold|enhed|kompagni|bataljon|deling|gruppe|
        troppe?|detachement|mandskab|stab""",
}
# What may follow a number that ends its phrase: "a crew of 160 sails".
THEN = {
    "en": """in|to|on|from|at|of|with|for|by|will|would|can|may|could|who|has|have|had|is|are|
        was|were|and|but|that|which|left|mans|man|sailed|flew|flies|sails|took|takes|arrived|
        came""",
    "da": """i|til|på|fra|ved|af|med|for|skal|er|var|har|havde|vil|kan|og|men|som|der|
        fortsætter|rejste|sejler|sejlede|kom|flyver|tog|bliver|blev|ankom""",
}
# Names and words that say whose they are; capitals count.
DENMARK = r"""Denmark|Danish|Danes?|Danmarks?|[Dd]ansk\w*|Copenhagen|København\w*|DANCON|
    Folketinget?s?|Forsvaret|Hæren|Flyvevåbnet|Søværnet|Hjemmeværnet|Jægerkorpset|
    Frømandskorpset|Livgarden|Absalon|Esbern Snare|Iver Huitfeldt|Olfert Fischer|Niels Juel|
    Peter Willemoes|Karup|Aalborg|Skrydstrup|Korsør|Frederikshavn|Slagelse|Holstebro|Oksbøl"""
OTHERS = r"""American|British|French|German|Italian|Spanish|Dutch|Belgian|Norwegian|Swedish|
    Finnish|Polish|Czech|Estonian|Latvian|Lithuanian|Canadian|Australian|Turkish|Russian|
    Ukrainian|Iraqi|Syrian|Afghan|Malian|Libyan|Serbs?|Serbian|Bosnian|Kurdish|Portuguese|
    Hungarian|Romanian|Greek|Iranian|USA?|U\.S\.|UK|Britain|England|America|Washington|Paris|
    London|Berlin|Moscow|Holland|Taliban|ISIS|ISIL|IS|Islamic State|Islamisk Stat|Wagner|
    Houthis?|NATO|Nato|FN|EU|UN|ISAF|MINUSMA|Takuba|Barkhane|Althea|[KSI]FOR|UN[A-Z]{2,}|
    EU[A-Z]{2,}|[Cc]oalition|[Aa]llies|[Aa]llied|[Aa]lliance|[Rr]ebels|[Mm]ilitants|
    [Ii]nsurgents|[Ee]nemy|[Kk]oalitionen|[Aa]lliancen|[Aa]llierede|[Oo]prørere|[Ff]jenden|
    [Mm]issionen|[Ss]tyrken|[Oo]perationen|[Bb]rigaden|[Kk]ampgruppen|[Aa]merikansk\w*|
    [Aa]merikaner\w*|[Bb]ritisk\w*|[Bb]riter\w*|[Ff]ransk\w*|[Ff]ranskm\w+|[Tt]ysk\w*|
    [Ii]taliensk\w*|[Ss]pansk\w*|[Hh]olland\w*|[Nn]ordm\w+|[Nn]orske?|[Ss]vensk\w*|[Ff]insk\w*|
    [Pp]olske?|[Ee]stisk\w*|[Ll]ettisk\w*|[Ll]itauisk\w*|[Cc]anadisk\w*|[Tt]yrkisk\w*|
    [Rr]ussisk\w*|[Uu]krainsk\w*|[Ii]rakisk\w*|[Ii]rakere\w*|[Ss]yrisk\w*|[Aa]fghansk\w*|
    [Mm]alisk\w*|[Ss]erbisk\w*"""
OTHERS_WHOLE = (
    r"[Tt]he\s+(?:(?!Danish)[\w-]+\s+)?(?:force|mission|coalition|operation|brigade|battlegroup)"
)
LED = r"[\w']+-(?:led|ledede?|backed|trained|run|supported|støttede?)|\w+skledede?"
# A name after one of these is no subject.
AFTER = """in|into|to|from|at|of|for|with|by|under|against|near|towards?|over|on|than|via|i|til|fra|
    ved|af|med|mod|på|hos|om|end|både|helps?|joins?|supports?|hjælper?|støtter?"""
