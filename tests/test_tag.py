"""Tagging: which missions, countries and sea areas a text is about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive import front_matter
from archive.content import read_content
from archive.countries import load_countries
from archive.dates import parse
from archive.gazetteer import Gazetteer
from archive.mission import Mission
from archive.record import make
from archive.tag import Tags, tag

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    content, _ = read_content(ROOT / "content")
    return Gazetteer.of(content.missions, tuple(content.countries.values()), content.areas)


def ids(tags: Tags) -> str:
    """What was tagged in the form of the tables: missions | countries and areas."""
    missions = sorted(item.id for item in tags.missions)
    places = [*sorted(item.id for item in tags.countries), *sorted(item.id for item in tags.areas)]
    return f"{' '.join(missions) or '-'} | {' '.join(places) or '-'}"


# text, date of the article ("" where none is known), missions | countries and sea areas
SENTENCES = [
    (
        "Denmark has about 90 soldiers in Mali as part of the French-led Takuba Task Force.",
        "",
        "task-force-takuba | ML",
    ),
    ("The Danish minister met his Nigerian colleague; Somalia was on the agenda.", "", "- | -"),
    (
        "Denmark handed over command of NATO Mission Iraq to Italy; Finland and Sweden contribute.",
        "",
        "nato-mission-iraq | IQ",
    ),
    (
        "Danish special forces may go to the border between Iraq and Syria in the struggle "
        "against Islamic State (IS).",
        "2017",
        "operation-inherent-resolve | IQ SY",
    ),
    (
        "Danish soldiers go to Tapa again. The company of 200 soldiers will train with the army.",
        "",
        "efp-estonia | EE",
    ),
    (
        "Siden maj 2022 har danske soldater været i Letland. Bataljonen i Letland afløses ikke.",
        "",
        "nato-forward-forces-latvia | LV",
    ),
    (
        "Flagdag i Helmand. De danske soldater på Camp Viking og i Camp Bastion holdt parade.",
        "",
        "isaf | AF",
    ),
    (
        "100 danske soldater er ankommet til Kuwait fra Al Asad i Irak. I kampen mod IS er der nu "
        "en pause.\n\nSoldaterne har det godt.\n\nDet siger ministeren.\n\nOgså otte "
        "danske officerer hos NATO Mission Iraq i Bagdad er flyttet.",
        "",
        "nato-mission-iraq operation-inherent-resolve | IQ",
    ),
    (
        "The last Danish soldiers left the camp near Basra; DANCON/IRAK is over.\n\nThey came home "
        "this week.\n\nThe troops were welcomed.\n\nMore troops now go to Helmand.",
        "",
        "dancon-irak | IQ",
    ),
    (
        "The Danish sergeant, previously stationed in Estonia, now wants to train recruits.",
        "",
        "- | -",
    ),
    ("What is the plan for Danish troops?", "", "- | -"),
    (
        "Danske F-16 fly over Irak fra Kuwait i kampen mod ISIL.",
        "2015",
        "operation-inherent-resolve | IQ",
    ),
    (
        "NATO's training mission in Iraq gets ten Danish instructors.",
        "2005",
        "ntm-i | IQ",
    ),
    ("DANCON/IRAK hold 9 pakker Camp Einherjer ned.", "2007", "dancon-irak | IQ"),
    (
        "Fregatten Esbern Snare patruljerer i Guineabugten.",
        "",
        "gulf-of-guinea-2021 | gulf-of-guinea",
    ),
    (
        "Fregatten Iver Huitfeldt overvåger Hormuzstrædet.",
        "2020",
        "emasoh-agenor | strait-of-hormuz",
    ),
    (
        "Fregatten Iver Huitfeldt nedskød fire droner i Det Røde Hav.",
        "2024",
        "prosperity-guardian | red-sea",
    ),
    ("EU launches Aspides; Denmark prefers another operation.", "2024", "- | -"),
    ("Danish F-16s took over Baltic Air Policing at Šiauliai.", "", "baltic-air-policing | LT"),
    ("Vikingekompagniet er tilbage i Tapa i Estland.", "2022", "efp-estonia | EE"),
    ("800 soldater flyver til Camp Valdemar i Letland.", "", "nato-forward-forces-latvia | LV"),
    (
        "Danish instructors train Ukrainian recruits in England.",
        "2023",
        "operation-interflex | GB",
    ),
    ("Soldaterne er hjemme fra Libanon efter to år i UNIFIL.", "2011", "unifil | LB"),
    ("A fire in Lebanon, Pennsylvania; a Danish tourist was unhurt.", "", "- | -"),
    ("Fem danske observatører i Georgien under UNOMIG.", "", "unomig | GE"),
    ("Danish pilots train in Georgia, USA.", "", "- | -"),
    ("Greenland restricts property purchases.", "", "- | -"),
    ("Danish soldiers join Arctic Endurance in Nuuk.", "2026", "arctic-endurance | GL"),
    ("The last Danes left Juba and UNMISS.", "", "unmiss | SS"),
    ("Han var udsendt med SFOR og KFOR og er nu borgmester.", "", "- | -"),
    ("Ark Futura hentede de sidste kemikalier i Latakia.", "", "recsyr | SY"),
    ("Danish ship removes chemicals from Misrata.", "", "reclib | LY"),
    (
        "Danish Hercules flies people from Kabul to Islamabad.",
        "2021-08",
        "kabul-evacuation-2021 | AF",
    ),
    ("To danske læger til EU's Operation Althea.", "", "eufor-althea | BA"),
]

PASSAGES = [
    # Places, senders, lead nations, successors and other contributors.
    (
        "Danish engineers swap Kosovo for home\nThe Danish KFOR company was relieved by soldiers "
        "from Portugal and Hungary on Tuesday. Germany leads the brigade.",
        "",
        "kfor | XK",
    ),
    (
        "Danmark overdrager kommandoen til Canada\nEn dansk oberst overdrog torsdag stafetten i "
        "Bagdad. NATOs mission i Irak ledes herefter af en canadisk general.",
        "2022-05",
        "nato-mission-iraq | IQ",
    ),
    (
        "British troops are training in Estonia, and Denmark's foreign minister praised them.",
        "2019",
        "- | -",
    ),
    (
        "Norwegian soldiers return from Afghanistan. The Danish prime minister sent his regards.",
        "2012",
        "- | -",
    ),
    (
        "Two Danish helicopters will support French troops in the Sahel\nThe EH101 machines fly "
        "from Gao in northern Mali under Operation Barkhane. Niger and Chad are partners.",
        "2019-12",
        "operation-barkhane | ML",
    ),
    # Words inside words, names of other things.
    (
        "A Romanian woman and a Danish officer spoke about Tirana and Nigerian music.",
        "",
        "- | -",
    ),
    (
        "Danish soldiers were flown across the Niger River near Gao by the UN mission in Mali.",
        "2016",
        "minusma | ML",
    ),
    (
        "The Danish frigate Esbern Snare returned from the Gulf of Guinea. Its marines had fought "
        "pirates off Nigeria.",
        "2022-03",
        "gulf-of-guinea-2021 | gulf-of-guinea",
    ),
    ("Danske soldater spiser is, mens Minusma holder pause i Bamako.", "2018", "minusma | ML"),
    (
        "SF og DF er uenige om, hvorvidt danske soldater bør blive i Irak.",
        "2016",
        "operation-inherent-resolve | IQ",
    ),
    ("Danish troops and a serval cat met at the zoo in Mali.", "2009", "- | ML"),
    # The same name or theme for different missions: the date decides.
    (
        "Ten Danish instructors join NATO's training mission in Iraq.",
        "2019",
        "nato-mission-iraq | IQ",
    ),
    ("Ten Danish instructors join NATO's training mission in Iraq.", "", "- | IQ"),
    (
        "Six Danish F-16s fly from Sigonella over Libya to enforce the no-fly zone.",
        "2011-03-22",
        "odyssey-dawn | LY",
    ),
    (
        "Danish F-16s at Sigonella have dropped 500 bombs over Libya.",
        "2011-07",
        "unified-protector | LY",
    ),
    (
        "Danske soldater i Kosovo fejrede jul i Mitrovica.",
        "2004-12-24",
        "kfor | XK",
    ),
    (
        "Danish special forces hunt al-Qaeda in Afghanistan with Task Force K-Bar.",
        "2002-03",
        "enduring-freedom | AF",
    ),
    (
        "En dansk soldat blev i går dræbt af en vejsidebombe i Helmand-provinsen.",
        "2009-06",
        "isaf | AF",
    ),
    (
        "Danish soldiers guard the camp in Kabul, where they train Afghan officers.",
        "2018-04",
        "resolute-support | AF",
    ),
    (
        "Den danske bataljon i Basra blev beskudt med raketter natten til fredag.",
        "2006-10",
        "dancon-irak | IQ",
    ),
    (
        "Danske instruktører på Al Asad-basen træner irakiske soldater.",
        "2016-02",
        "operation-inherent-resolve | IQ",
    ),
    (
        "Ark Futura sails for Misrata\nThe Danish-led convoy will bring the chemical precursors "
        "out of Libya under the eyes of the OPCW.",
        "2016-08",
        "reclib | LY",
    ),
    (
        "Chemical attack in Syria condemned\nDenmark's foreign minister called the attack on "
        "civilians in Idlib a war crime.",
        "2017-04",
        "- | -",
    ),
    (
        "The Danish corvette Olfert Fischer patrols the Persian Gulf to uphold the blockade.",
        "1990-11",
        "gulf-war-operation-faraway | persian-gulf",
    ),
    # A strong name explains the place, so the weaker name of another mission adds nothing.
    (
        "NATO Mission Iraq is advised by Danes\nThe aim is that Islamic State never returns to "
        "Iraq. Denmark also supports stabilisation in Syria.",
        "2021",
        "nato-mission-iraq | IQ",
    ),
    (
        "Absalon i ny styrke\nStøtteskibet Absalon indgår nu i CTF-151, der jager pirater i "
        "Adenbugten ud for Somalia.",
        "2009-01",
        "ctf-151 | gulf-of-aden",
    ),
    # The name of a group is no location.
    (
        "Danish F-16s will bomb the Islamic State in Iraq and the Levant over Iraq.",
        "2014-10",
        "operation-inherent-resolve | IQ",
    ),
    (
        "Danske F-16-fly skal kun operere i Irak og ikke i Syrien, siger forsvarsministeren om "
        "koalitionen mod ISIL.",
        "2014-11",
        "operation-inherent-resolve | IQ",
    ),
    # Bases are no deployment, Ukraine is a beneficiary.
    (
        "From their base in Kuwait the Danish F-16 pilots fly missions over Iraq with the "
        "coalition against ISIL.",
        "2015-02",
        "operation-inherent-resolve | IQ",
    ),
    ("Denmark will send 19 F-16 fighter jets to Ukraine.", "2023-08", "- | -"),
    (
        "Denmark is ready to send soldiers to Ukraine to watch a ceasefire.",
        "2025-09",
        "- | UA",
    ),
    (
        "Danske instruktører uddanner ukrainske rekrutter i Storbritannien som led i Operation "
        "Interflex. Ukraine takker.",
        "2024-01",
        "operation-interflex | GB",
    ),
    # Careers, predecessors, other missions by way of contrast.
    (
        "The new mayor of Varde is a veteran\nHe served in KFOR and ISAF before he retired from "
        "the army, and is now a politician.",
        "2017-11",
        "- | -",
    ),
    (
        "Danish soldiers in Kabul join the Resolute Support mission, which replaced ISAF.",
        "2015-01",
        "resolute-support | AF",
    ),
    # The Danish name of Iceland is an English word.
    (
        "The Danish frigate passed a small island. Island hopping is what sailors dream of.",
        "2018",
        "- | -",
    ),
    (
        "Fire danske F-16-fly skal fra Keflavik stå for luftrumsovervågning over Island.",
        "2018-03",
        "icelandic-air-policing | IS",
    ),
    # Baltic states are not expanded and not mixed up.
    (
        "Danish company at Tapa celebrates\nThe Danish soldiers in the British-led battlegroup in "
        "Estonia get visitors. Latvia and Lithuania host other battlegroups.",
        "2018-05",
        "efp-estonia | EE",
    ),
    (
        "Danske F-16-fly overtager afvisningsberedskabet i Baltikum\nFlyene er landet på Ämari i "
        "Estland som led i Baltic Air Policing.",
        "2014-05",
        "baltic-air-policing | EE",
    ),
    # Capitals of short forms, newspapers' spelling of acronyms, genitives, accents.
    ("Unifils danske soldater i Libanon rydder miner.", "2010", "unifil | LB"),
    ("DANISH FRIGATE LEAVES FOR STRAIT OF HORMUZ", "2020-08", "emasoh-agenor | strait-of-hormuz"),
    (
        "En dansk fregat indgår i Operation Agenor.",
        "2020-09",
        "emasoh-agenor | -",
    ),
    # Home duty and mere politics.
    ("Danish soldiers help the police to guard the border with Germany.", "2018", "- | -"),
    (
        "Greenland is not for sale, says the prime minister. Danish soldiers were not mentioned.",
        "2019",
        "- | -",
    ),
    # Georgia, Lebanon, Congo, Sudan: what else stands in the text decides.
    (
        "Danish officers leave Sudan\nThe last Danish officers of UNMIS left Khartoum.",
        "2011-06",
        "unmis | SD",
    ),
    (
        "Danske soldater i Congo under ONUC fik medaljer i Katanga.",
        "1962",
        "onuc | CD",
    ),
    # No mission of the gazetteer: the country alone.
    (
        "Denmark sends a field hospital with 40 soldiers to Haiti after the earthquake.",
        "2010-01",
        "- | HT",
    ),
]


NEWS = [
    (
        "Danish soldier killed in Afghanistan\n"
        "A 22-year-old Danish soldier was killed and four others were wounded when their "
        "vehicle hit a roadside bomb near Gereshk on Wednesday, Army Operational Command "
        "said. The soldier is the 31st Dane to die in Afghanistan since 2002. Denmark has "
        "some 750 troops in the country, most of them in the southern Helmand province "
        "under British command. Prime Minister Anders Fogh Rasmussen said Denmark would "
        "stay. The United States and Canada have suffered larger losses. Denmark pulled its "
        "troops out of Iraq in 2007.",
        "2009-03",
        "isaf | AF",
    ),
    (
        "Dansk fregat på vej til Rødehavet\n"
        "Fregatten Iver Huitfeldt forlod mandag Flådestation Korsør for at deltage i den "
        "amerikansk ledede Operation Prosperity Guardian. Houthi-bevægelsen i Yemen har "
        "angrebet skibe siden november. Fregatten skal beskytte handelsskibe i Det Røde Hav "
        "og Adenbugten. Skibet passerer Suez-kanalen i Egypten og støtter ikke "
        "EU-operationen Aspides.",
        "2024-01",
        "prosperity-guardian | gulf-of-aden red-sea",
    ),
    (
        "Denmark extends mission in Iraq\n"
        "Parliament has agreed to extend Denmark's contribution to the coalition against "
        "Islamic State. The 149 soldiers at Al Asad air base train Iraqi security forces. A "
        "further 60 personnel support from Kuwait, and the radar unit operates from Qatar. "
        "'We must not let IS return in Syria and Iraq,' the foreign minister said.",
        "2018-09",
        "operation-inherent-resolve | IQ",
    ),
    (
        "Denmark offers to send transport plane and special forces to Mali\n"
        "The government wants to send a C-130J Hercules transport plane and up to 100 "
        "soldiers to the UN mission in Mali, MINUSMA, which replaces the African-led force. "
        "France, the Netherlands and Sweden are also present in the country. Danish "
        "soldiers have experience from Afghanistan.",
        "2015-11",
        "minusma | ML",
    ),
    (
        "Danske soldater i Irak rykker ud af Al Asad\n"
        "De sidste danske soldater i Operation Inherent Resolve forlod i dag basen. En del "
        "af styrken fortsætter i NATO Mission Iraq i Bagdad.",
        "2020-06",
        "nato-mission-iraq operation-inherent-resolve | IQ",
    ),
    (
        "Warship seizes pirates off Somalia\n"
        "The Danish warship Absalon captured 25 suspected pirates in the Gulf of Aden on "
        "Saturday. The ship is part of NATO's Operation Ocean Shield. The suspects may be "
        "handed over to Kenya or the Seychelles for trial.",
        "2011-11",
        "ocean-shield | gulf-of-aden",
    ),
    (
        "Danish frigate joins US carrier group\n"
        "The frigate Peter Willemoes will protect the aircraft carrier George H.W. Bush in "
        "the Persian Gulf during air strikes against ISIS in Iraq and Syria. The frigate "
        "sails from Korsør with 150 crew on board, and it is the first time a Danish "
        "warship joins the fight against Islamic State.",
        "2017-02",
        "operation-inherent-resolve | IQ SY",
    ),
    (
        "Soldater fra Garderhusarregimentet vender hjem fra Kosovo\n"
        "160 danske soldater kom fredag hjem efter seks måneder i KFOR. Veteranerne blev "
        "modtaget af familie i Slagelse. Lokalbefolkningen, både serbere og albanere, sagde "
        "pænt farvel.",
        "2013-08",
        "kfor | XK",
    ),
    (
        "Danish troops back from Bosnia in time for Christmas\n"
        "The last Danish tank crews with SFOR have left their base in Tuzla.",
        "1999-12",
        "sfor | BA",
    ),
    (
        "Denmark to close embassy in Baghdad\n"
        "The foreign ministry says the embassy in Iraq will close. Danish companies regret "
        "the decision. The military attaché stays in Jordan.",
        "2012",
        "- | -",
    ),
    (
        "Danish minister visits troops in Estonia\n"
        "Defence minister Claus Hjort Frederiksen visited the 200 Danish soldiers who are "
        "part of NATO's enhanced Forward Presence at Tapa.",
        "2018-02",
        "efp-estonia | EE",
    ),
    (
        "800 danske soldater på vej til Letland\n"
        "I august rejser en kampbataljon fra Slagelse til Letland, hvor den skal afskrække "
        "Rusland sammen med canadiske og lettiske styrker. Lejren ligger i Adazi. Estland "
        "og Litauen har tilsvarende brigader.",
        "2024-06",
        "nato-forward-forces-latvia | LV",
    ),
    (
        "Danes evacuated from Sudan\n"
        "Two Danish C-130J Hercules aircraft evacuated 90 people from Khartoum to Jordan "
        "and Cyprus during the weekend.",
        "2023-04",
        "- | SD",
    ),
    (
        "Denmark sends F-16s to Libya\n"
        "Six Danish F-16 fighters landed at Sigonella in Sicily on Saturday and flew the "
        "first mission over Libya on Sunday as part of Operation Odyssey Dawn.",
        "2011-03-20",
        "odyssey-dawn | LY",
    ),
    (
        "Chemical weapons leave Syria\n"
        "The last of Syria's declared chemical weapons were shipped from Latakia on board "
        "the Danish vessel Ark Futura, the OPCW said. The frigate Peter Willemoes escorted "
        "the convoy. Finland, Britain and the United States will destroy the agents. The "
        "Italian port of Gioia Tauro received others.",
        "2014-06-23",
        "recsyr | SY",
    ),
    (
        "Danish troops leave Lebanon\n"
        "The Danish contingent in UNIFIL has handed over its duties to Austria. The 150 "
        "soldiers cleared mines near Tyre. Israel and Hezbollah fought a war there in 2006.",
        "2011-11",
        "unifil | LB",
    ),
    (
        "Her er danske soldaters julehilsner\n"
        "Soldater fra Afghanistan, Kosovo og Libanon sender hilsner hjem. ISAF, KFOR og "
        "UNIFIL har alle danske bidrag.",
        "2010-12",
        "isaf kfor unifil | AF LB XK",
    ),
    (
        "Danish-led UN force in Golan?\n"
        "Denmark turned down a UN request for troops on the Golan Heights. Danish officers "
        "already serve with UNTSO in Jerusalem.",
        "2013-06",
        "untso | IL",
    ),
    (
        "Danskere på Cypern i 25 år\n"
        "DANCON i UNFICYP har siden 1964 holdt vagt ved den grønne linje mellem "
        "græsk-cyprioter og tyrkisk-cyprioter.",
        "1989",
        "unficyp | CY",
    ),
    (
        "Danish special forces headed for the Sahel\n"
        "Denmark will contribute around 100 special operations soldiers to Task Force "
        "Takuba. The troops will operate in the border area between Mali, Niger and Burkina "
        "Faso and will be based at Menaka.",
        "2021-05",
        "task-force-takuba | ML",
    ),
    (
        "New US base deal\n"
        "The United States may station soldiers in Denmark, at Karup, Skrydstrup and "
        "Aalborg. Norway, Sweden and Finland have similar deals.",
        "2023-12",
        "- | -",
    ),
    (
        "Danish soldiers train in Poland\n"
        "More than 300 Danish soldiers take part in the exercise Dragon in Poland.",
        "2019",
        "- | -",
    ),
    (
        "Danske jægersoldater i Somalia? Nej, siger ministeren\n"
        "Der er ingen danske soldater i Somalia, og regeringen har ingen planer.",
        "2012",
        "- | -",
    ),
    (
        "Danish sailors detained four pirates after a firefight in the Gulf of Guinea\n"
        "The frigate Esbern Snare operated off Nigeria. One suspect was brought to Denmark, "
        "and three others were set free in a dinghy. Ghana declined to take them.",
        "2022-01",
        "gulf-of-guinea-2021 | gulf-of-guinea",
    ),
    (
        "Danish general to lead NATO force in Iraq\n"
        "Major General Jenny Carlsson... Denmark takes command of NATO Mission Iraq after "
        "Canada. Per Pugholm Olsen will move to Baghdad. Denmark has 200 troops in Iraq as "
        "part of the coalition.",
        "2020-11",
        "nato-mission-iraq | IQ",
    ),
    (
        "Hvad laver Danmark i Hormuzstrædet?\n"
        "Den europæisk ledede mission EMASoH har hovedkvarter i Abu Dhabi. Iran "
        "tilbageholdt i juli et britisk tankskib. Fregatten Iver Huitfeldt sejler i august.",
        "2020-06",
        "emasoh-agenor | strait-of-hormuz",
    ),
    (
        "Denmark gives Ukraine 18 Caesar howitzers\n"
        "Danish soldiers will train Ukrainian crews in Denmark and Germany.",
        "2023-02",
        "- | -",
    ),
    (
        "EU træner ukrainere i Danmark\nUnder EUMAM lærer ukrainske soldater minerydning i Skive.",
        "2023-05",
        "eumam-ukraine | DK",
    ),
    (
        "Danish Hercules helps French\n"
        "A Danish C-130 transport plane took off from Aalborg to support Operation Serval, "
        "the French intervention in Mali. It will be based in Dakar, Senegal.",
        "2013-01",
        "operation-serval | ML",
    ),
    (
        "Danish officer at the DMZ\n"
        "Two Danish officers monitor the armistice between North Korea and South Korea for "
        "the United Nations Command.",
        "2016",
        "uncmac-korea | KR",
    ),
    (
        "UN observers in Kashmir\n"
        "Danish officers of UNMOGIP patrol the line of control between India and Pakistan.",
        "1999",
        "unmogip | IN PK",
    ),
    (
        "Danske soldater i Mellemøsten under pres\n"
        "Efter det iranske missilangreb på Al Asad-basen er de 130 danske soldater i "
        "sikkerhed. Iran hævner drabet på general Soleimani. Nogle soldater flyttes til "
        "Kuwait.",
        "2020-01",
        "operation-inherent-resolve | IQ",
    ),
    (
        "Denmark joins the fight\n"
        "Denmark will send seven F-16 fighter jets to help fight Islamic State militants in "
        "Iraq, the prime minister said. The jets will not operate in Syria. 250 pilots and "
        "support staff will be based in Kuwait.",
        "2014-09-26",
        "operation-inherent-resolve | IQ",
    ),
    (
        "Maersk reroutes ships\n"
        "The Danish shipping giant Maersk will again sail around Africa after Houthi "
        "attacks on vessels in the Red Sea. Crews are safe.",
        "2024-01",
        "- | -",
    ),
    (
        "Denmark's finance bill 2025\n"
        "The parties have agreed on tax. Denmark also buys new air defence after faults on "
        "the frigate Iver Huitfeldt, which was in the Red Sea last spring.",
        "2024-10",
        "prosperity-guardian | red-sea",
    ),
    (
        "Denmark evacuates interpreters\n"
        "A Danish military plane with 90 evacuees left Kabul for Islamabad on Sunday. The "
        "foreign minister said the embassy in Afghanistan is closed.",
        "2021-08-16",
        "kabul-evacuation-2021 | AF",
    ),
    (
        "Taliban take Kabul\n"
        "President Ghani fled as the Taliban entered the capital. The United States sends "
        "troops to the airport.",
        "2021-08-15",
        "- | -",
    ),
    (
        "Forsvaret henter danskere hjem fra Afghanistan\n"
        "To Hercules-fly er sendt til Pakistan. De skal flyve evakuerede fra Kabul til "
        "Islamabad.",
        "2021-08",
        "kabul-evacuation-2021 | AF",
    ),
    (
        "Syv danske soldater i UNMISS\n"
        "De danske stabsofficerer i Juba er i sikkerhed efter kampene i Sydsudan.",
        "2013-12",
        "unmiss | SS",
    ),
    (
        "Danish troops in Chad?\n"
        "The EU wants troops for Chad and Darfur in Sudan, but Denmark cannot take part "
        "because of its opt-out.",
        "2007-11",
        "- | -",
    ),
    (
        "Danske piloter over Island\nTo F-16 fly fra Skrydstrup landede på Keflavik.",
        "2010-03",
        "icelandic-air-policing | IS",
    ),
    (
        "Danish F-35s land at Keflavik for Arctic Sentry\n"
        "The jets take part in NATO's new activity with Sweden.",
        "2026-02",
        "- | IS",
    ),
    (
        "Danish soldiers monitor the ceasefire in Georgia\n"
        "Three Danish officers are with the UN near Sukhumi in Abkhazia.",
        "2005",
        "unomig | GE",
    ),
    (
        "Danske soldater skal lære ukrainere at bruge kampvogne i Tyskland",
        "2023-03",
        "- | -",
    ),
    (
        "The Danish contribution to Operation Enduring Freedom\n"
        "Six F-16s based at Manas in Kyrgyzstan supported troops in Afghanistan.",
        "2003-01",
        "enduring-freedom | AF",
    ),
    (
        "Danish tank squadron hits back near Tuzla\n"
        "Leopard tanks of the Danish UN squadron came under fire from Bosnian Serbs on "
        "Operation Bøllebank. UNPROFOR praised the Danes. In Serbia the attack was "
        "condemned.",
        "1994-04-30",
        "unprofor | BA",
    ),
    (
        "Danes leave Krajina\n"
        "The Danish battalion in Croatia was shelled during the Croatian offensive. UNCRO "
        "lost soldiers.",
        "1995-08",
        "uncro | HR",
    ),
    (
        "Danish corvettes in the Adriatic\n"
        "The corvette Peter Tordenskiold enforces the embargo against Serbia and Montenegro "
        "under Operation Sharp Guard.",
        "1994",
        "sharp-guard | adriatic-sea",
    ),
    (
        "F-16 fly fra Grazzanise i Italien har ramt mål i Serbien. Danmark har ni fly med i "
        "Operation Allied Force.",
        "1999-05",
        "operation-allied-force | RS",
    ),
    (
        "Danish troops enter Kosovo\n"
        "An 850-strong Danish battalion takes over from French marines in Mitrovica. They "
        "drove through Macedonia and Serbia watched.",
        "1999-08",
        "kfor | XK",
    ),
    (
        "Danske observatører i Syrien\n"
        "Ti danske officerer skal til Syrien som ubevæbnede FN-observatører i UNSMIS.",
        "2012-05",
        "unsmis | SY",
    ),
    (
        "Dane commands UN force\n"
        "Major General Michael Lollesgaard of Denmark has been appointed force commander of "
        "MINUSMA in Mali. He succeeds Jean Bosco Kazura of Rwanda.",
        "2015-03",
        "minusma | ML",
    ),
    (
        "Danish soldiers quit Afghanistan\n"
        "The last Danish soldiers with Resolute Support left Kabul on Tuesday and landed in "
        "Karup. Since 2002 43 Danes lost their lives, most with ISAF in Helmand.",
        "2021-06",
        "resolute-support | AF",
    ),
    (
        "NATO ends Afghan training\nDenmark's 160 soldiers in Afghanistan come home.",
        "2021-04",
        "resolute-support | AF",
    ),
    (
        "Danish Challenger aircraft watches the Med\n"
        "A Danish surveillance aircraft flies for Frontex from Italy.",
        "2018",
        "- | -",
    ),
    (
        "Danish troops could go to Gaza\n"
        "The government has not ruled out sending Danish soldiers to Gaza as part of a "
        "stabilisation force.",
        "2025-10",
        "- | PS",
    ),
    (
        "Baltic Sentry begins\n"
        "A Danish frigate and the naval home guard watch the cables in the Baltic Sea with "
        "Germany, Finland and Sweden.",
        "2025-01",
        "baltic-sentry | baltic-sea",
    ),
    (
        "Danish frigate leads NATO group\n"
        "Denmark takes over command of Standing NATO Maritime Group 1 from Norway in the "
        "port of Bergen.",
        "2018-01",
        "snmg1 | -",
    ),
    (
        "Flere danske soldater til Takuba\n"
        "105 jægersoldater fra Danmark er landet i Gao, siger Forsvaret. Frankrig, Estland "
        "og Sverige er allerede i landet.",
        "2022-01",
        "task-force-takuba | ML",
    ),
]


@pytest.mark.parametrize(("text", "date", "expected"), SENTENCES)
def test_a_sentence_about_a_deployment_is_tagged_by_the_rules(
    gazetteer: Gazetteer, text: str, date: str, expected: str
) -> None:
    assert ids(tag(text, gazetteer, parse(date) if date else None)) == expected


@pytest.mark.parametrize(("text", "date", "expected"), PASSAGES)
def test_a_passage_with_traps_is_tagged_by_the_rules(
    gazetteer: Gazetteer, text: str, date: str, expected: str
) -> None:
    assert ids(tag(text, gazetteer, parse(date) if date else None)) == expected


@pytest.mark.parametrize(("text", "date", "expected"), NEWS)
def test_a_news_item_gets_the_tags_an_archivist_would_write(
    gazetteer: Gazetteer, text: str, date: str, expected: str
) -> None:
    assert ids(tag(text, gazetteer, parse(date) if date else None)) == expected


CAPTURES = [
    ("000_a71dccad28d67caf", "", "task-force-takuba | ML"),
    ("001_2a0994fecc81ff09", "", "task-force-takuba | ML"),
    ("002_3a783267f1a74737", "", "nato-mission-iraq | IQ"),
    ("003_28a12c10c1072379", "", "operation-inherent-resolve | IQ SY"),
    ("003_28a12c10c1072379", "2017-01-20", "operation-inherent-resolve | IQ SY"),
]
# Where the article of a capture begins and ends, and the lines inside that are page furniture.
ARTICLES = {
    "000": ("Denmark moves troops", "EU Reporter"),
    "001": ("UPDATE: Danish", "  • Ryanair"),
    "002": ("Denmark hands over", "Danish Ministry of Foreign Affairs press"),
    "003": ("Denmark wants boots", "Connect Club"),
}
FURNITURE = re.compile(r"^(?:READ ALSO|READ MORE|Related Posts).*$", re.MULTILINE)


@pytest.mark.parametrize(("name", "date", "expected"), CAPTURES)
def test_the_article_of_a_capture_is_tagged_exactly(
    gazetteer: Gazetteer, name: str, date: str, expected: str
) -> None:
    text = (ROOT / "content" / "captures" / f"{name}.txt").read_text(encoding="utf-8")
    start, end = ARTICLES[name[:3]]
    article = FURNITURE.sub("", text[text.index(start) : text.index(end)])
    assert ids(tag(article, gazetteer, parse(date) if date else None)) == expected


def test_missions_of_a_career_are_left_for_review(gazetteer: Gazetteer) -> None:
    tags = tag("Han var udsendt med SFOR og KFOR og er nu borgmester.", gazetteer)
    assert sorted(item.id for item in tags.for_review) == ["kfor", "sfor"]
    assert all(item.review for item in tags.for_review)


def test_a_name_that_two_missions_share_is_left_for_review(gazetteer: Gazetteer) -> None:
    tags = tag("Danish instructors join NATO's training mission in Iraq.", gazetteer)
    assert sorted(item.id for item in tags.for_review) == ["nato-mission-iraq", "ntm-i"]


def test_a_strong_name_needs_no_review_and_a_weak_one_without_a_date_does(
    gazetteer: Gazetteer,
) -> None:
    strong = tag("Danish soldiers serve with UNIFIL.", gazetteer).missions[0]
    weak = tag("Danish forces fight in Iraq against Islamic State.", gazetteer).missions[0]
    assert (strong.strength, strong.review) == ("strong", False)
    assert (weak.strength, weak.review) == ("weak", True)


def test_a_mission_long_ended_is_only_background_beside_one_of_the_date(
    gazetteer: Gazetteer,
) -> None:
    text = "Danish soldiers in Mali serve with MINUSMA. Some were with UNPROFOR."
    tags = tag(text, gazetteer, parse("2018"))
    assert [item.id for item in tags.missions] == ["minusma"]
    assert [item.id for item in tags.for_review] == ["unprofor"]


def test_every_tag_quotes_the_text_and_gives_a_rule(gazetteer: Gazetteer) -> None:
    for text, date, _ in (*SENTENCES, *PASSAGES, *NEWS):
        plain = " ".join(text.split())
        tags = tag(text, gazetteer, parse(date) if date else None)
        for item in (*tags.missions, *tags.countries, *tags.areas, *tags.for_review):
            assert item.evidence
            for evidence in item.evidence:
                assert evidence.quote in plain
                assert evidence.rule


def test_an_empty_text_has_no_tags(gazetteer: Gazetteer) -> None:
    assert tag("", gazetteer) == Tags()


def test_every_strong_name_of_a_mission_finds_it(gazetteer: Gazetteer) -> None:
    for mission in gazetteer.missions.values():
        names = (*mission.aliases, mission.abbreviation or mission.aliases[0])
        for name in names:
            if name in mission.weak_aliases:
                continue
            tags = tag(f"Danish forces: {name}.", gazetteer)
            assert mission.id in {item.id for item in (*tags.missions, *tags.for_review)}, name


def test_a_mission_added_to_the_content_is_tagged_without_touching_the_program() -> None:
    text = (
        "name: Operation Far Shore\nlabel: Far Shore\naliases: [Task Force Pelican]\n"
        "organisation: coalition\ncountries: [FJ]\nconfidence: high\nsummary: A test.\n"
        "danish_participation: {start: 2031, end: 2032, status: ended}\nmission: {start: 2031}\n"
    )
    document, _ = front_matter.parse(f"---\n{text}---\n", "m.md")
    assert document is not None
    mission, problems = make(Mission, document, id="far-shore", path="m.md", body="")
    assert mission is not None, problems
    countries, _ = load_countries("", "countries.yml")
    gazetteer = Gazetteer.of([mission], countries.values(), [])
    tags = tag("Danes in Task Force Pelican went ashore.", gazetteer)
    assert ids(tags) == "far-shore | FJ"


def test_every_country_has_an_english_and_a_danish_name_kosovo_too() -> None:
    countries, problems = load_countries("", "countries.yml")
    assert problems == []
    assert (countries["NO"].name, countries["NO"].danish) == ("Norway", "Norge")
    assert (countries["XK"].name, countries["GL"].danish) == ("Kosovo", "Grønland")
    assert "EU" not in countries
    assert len(countries) == 250


def test_a_wrong_entry_for_a_country_is_one_problem_with_its_line() -> None:
    text = "IQ: {aliases: [Irak]}\nXQ: {aliases: [Nowhere]}\nSY:\n  alias: [Syrien]\nML: Mali\n"
    countries, problems = load_countries(text, "content/countries.yml")
    assert countries["IQ"].aliases == ("Irak",)
    assert countries["SY"].danish == "Syrien"
    assert [(item.line, item.field) for item in problems] == [(2, "XQ"), (4, "alias"), (5, "ML")]
    assert "Did you mean aliases?" in problems[1].message
