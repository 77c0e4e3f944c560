"""The words of the field that many names share, in the languages in which they come: what each means.

Kinds tell what a thing is, qualities which one of a kind it is; glue and legal forms tell nothing.
"""

from __future__ import annotations

from types import MappingProxyType

from educluster.matching.folding import fold
from educluster.matching.stems import stems

_KINDS = """
university: univ university universitet universiteti universite universidad universitatea uniwersytet
institute: inst institute институт instituti institutul instytut
college: college колледж kollej kolleji педколледж
school: school школа maktab maktabi szkoła école scoala
secondary+school: СОШ
training-school: училище
kindergarten: kindergarten детсад bogʻcha bogʻchasi
ministry: ministry министерство vazirlik vazirligi ministère минобр
department: department департамент departament departamenti
academy: academy академия akademiya akademiyasi académie academia akademia
centre: centre center центр markaz markazi centrum
lyceum: lyceum лицей litsey litseyi lycée liceum liceul
gymnasium: gymnasium гимназия gimnaziya gimnaziyasi
technical-school: техникум texnikum texnikumi
foundation: foundation фонд fundația fondation jamgʻarma jamgʻarmasi
association: association ассоциация asociația uyushma uyushmasi assotsiatsiya
consortium: consortium консорциум konsorsium konsorsiumi
council: council совет kengash kengashi
cluster: cluster clusters кластер klaster klasteri clusterul кластар
okrug: округ okrug okrugi
company: company компания kompaniya kompaniyasi
municipality: municipality gmina муниципалитет
museum: museum музей muzey muzeyi muzeum
palace: palace дворец saroyi
faculty: faculty факультет fakultet fakulteti
branch: branch филиал filial filiali
commission: commission комиссия komissiya komissiyasi
laboratory: laboratory lab лаборатория laboratoriya laboratoriyasi
"""
_QUALITIES = """
state: state государственный гос госуд davlat
pedagogical: pedagogical pedagogic pedagogy педагогический педагогика пед pedagogika pedagogik
technical: technical технический техн texnika
technological: technological технологический texnologik
medical: medical медицинский мед tibbiyot
economic: economic economics экономический iqtisodiyot
agricultural: agricultural agrarian аграрный сельскохозяйственный agrar
law: law legal юридический yuridik
polytechnic: polytechnic политехнический politexnika
federal: federal федеральный
national: national национальный нац milliy
research: research исследовательский исслед tadqiqot
regional: regional областной региональный обл hududiy viloyat
municipal: municipal муниципальный
vocational: vocational профессиональный профессионально проф kasb
general: general общий общеобразовательный umumiy
secondary: secondary средний oʻrta
higher: higher высший oliy
education: education educational образование образовательный taʼlim taʼlimiy
humanities: humanities гуманитарный gumanitar
international: international международный xalqaro
innovation: innovation innovative инновация инновационный innovatsion innovatsiya innovasion
science: science scientific наука научный научно fan ilmiy
development: development развитие rivojlantirish rivojlanish
north: north северо
northern: northern северный shimoliy
south: south южно
southern: southern южный janubiy
east: east восточно
eastern: eastern восточный sharqiy
west: west западно
western: western западный gʻarbiy
northeast: northeast
northeastern: northeastern
northwest: northwest
northwestern: northwestern
southeast: southeast
southeastern: southeastern
southwest: southwest
southwestern: southwestern
central: central центральный markaziy
new: new новый yangi
oblast: oblast region область oblasti viloyati province
sector: sector отрасль tarmoq tarmogʻi
city: city город shahar shahri
district: district район tuman tumani
republic: republic республика respublika respublikasi
saint: saint st санкт sankt
"""
_GLUE = """
the a an of for and in at to on by with from as
de do da la le les des du et di din si z w i u o k na dla
и в во на при для по с со у о об к из от г гор
va uchun boʻyicha bilan
principle principles принцип принципы tamoyil tamoyili tamoyillari prinsip prinsipi
no nr
inc ltd llc co corp sp zoo gmbh ооо оао зао пао ао ано мчж
фгбоу фгаоу фгоу гбпоу гапоу гбоу гаоу гоу мбоу маоу мкоу мдоу мбдоу мадоу впо спо дпо
"""
_EPONYM = "named after im imeni имени им nomidagi nomli"
_PHRASES = (  # of two words, which are read as one
    ("детский сад", "детсад"),
    ("детского сада", "детсад"),
    ("bolalar bogʻchasi", "bogʻcha"),
    ("д/с", "детсад"),
    ("средняя общеобразовательная школа", "СОШ"),
    ("ун-т", "университет"),
    ("ин-т", "институт"),
)

KIND, QUALITY = "kind", "quality"
_SHARED = {"secondary"}  # told among the kinds, as a part of one


def _read(told: str, role: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for line in told.strip().splitlines():
        concepts, _, forms = line.partition(":")
        meant = tuple((QUALITY if each in _SHARED else role, f"={each}") for each in concepts.split("+"))
        found.update((fold(form), meant) for form in forms.split())
    return found


CONCEPTS = MappingProxyType(_read(_QUALITIES, QUALITY) | _read(_KINDS, KIND))  # by the folded word
STEMS = MappingProxyType({stems(form)[0]: meant for form, meant in reversed(list(CONCEPTS.items()))})
GLUE = frozenset(map(fold, _GLUE.split()))
EPONYM = frozenset(map(fold, _EPONYM.split()))
PHRASES = _PHRASES
# What contractions are made of: «госпединститут», «педколледж».
PARTS = ("gos", "ped", "med", "tex", "prof", "obl")
