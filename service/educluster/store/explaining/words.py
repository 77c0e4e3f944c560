"""What reasons say, in three languages: what is amiss, then what to do about it."""

from __future__ import annotations

# Where something near is found, this stands in the place of the remedy.
MEANT = {
    "en": "probably meant: {meant}",
    "ru": "вероятно, имелось в виду: {meant}",
    "uz": "ehtimol, quyidagi nazarda tutilgan: {meant}",
}

TEXTS: dict[str, dict[str, tuple[str, str]]] = {
    "unknown-property": {
        "en": ("the graph has no property {term}", "SELECT DISTINCT ?p {{ ?s ?p ?o }} lists those there are"),
        "ru": ("в графе нет свойства {term}", "имеющиеся перечислит SELECT DISTINCT ?p {{ ?s ?p ?o }}"),
        "uz": ("grafda {term} xossasi yoʻq", "borlarini SELECT DISTINCT ?p {{ ?s ?p ?o }} sanab beradi"),
    },
    "not-a-property": {
        "en": ("{term} stands in the graph, but never as a property", "put it where a value stands"),
        "ru": ("{term} есть в графе, но нигде не служит свойством", "поставьте его на место значения"),
        "uz": ("{term} grafda bor, lekin hech qayerda xossa emas", "uni qiymat oʻrniga qoʻying"),
    },
    "unknown-class": {
        "en": ("the graph has no class {term}", "SELECT DISTINCT ?c {{ ?s a ?c }} lists those there are"),
        "ru": ("в графе нет класса {term}", "имеющиеся перечислит SELECT DISTINCT ?c {{ ?s a ?c }}"),
        "uz": ("grafda {term} klassi yoʻq", "borlarini SELECT DISTINCT ?c {{ ?s a ?c }} sanab beradi"),
    },
    "class-without-instances": {
        "en": (
            "{term} is in the graph, but nothing is of this class",
            "SELECT DISTINCT ?c {{ ?s a ?c }} lists the classes that something is of",
        ),
        "ru": (
            "{term} есть в графе, но ни одного экземпляра этого класса нет",
            "классы, у которых есть экземпляры, перечислит SELECT DISTINCT ?c {{ ?s a ?c }}",
        ),
        "uz": (
            "{term} grafda bor, lekin bu klassning birorta namunasi yoʻq",
            "namunasi bor klasslarni SELECT DISTINCT ?c {{ ?s a ?c }} sanab beradi",
        ),
    },
    "narrower-classes": {
        "en": (
            "things are of narrower classes than {term}, and nothing is inferred here",
            "name one of them",
        ),
        "ru": (
            "экземпляры относятся к более узким классам, чем {term}, а выводов здесь не делается",
            "назовите один из них",
        ),
        "uz": (
            "namunalar {term} dan torroq klasslarga kiradi, bu yerda esa xulosa chiqarilmaydi",
            "ulardan birini ayting",
        ),
    },
    "unknown-iri": {
        "en": (
            "{term} is nowhere in the graph",
            'look it up by its label, with FILTER(CONTAINS(LCASE(?label), "…"))',
        ),
        "ru": (
            "{term} нигде не встречается в графе",
            'найдите нужное по метке: FILTER(CONTAINS(LCASE(?label), "…"))',
        ),
        "uz": (
            "{term} grafning hech bir joyida yoʻq",
            'keraklisini nomi boʻyicha toping: FILTER(CONTAINS(LCASE(?label), "…"))',
        ),
    },
    "not-subject": {
        "en": (
            "{term} is in the graph, but no triple begins with it",
            "turn the pattern round, or name another",
        ),
        "ru": (
            "{term} есть в графе, но ни одна тройка с него не начинается",
            "переверните шаблон или назовите другое",
        ),
        "uz": (
            "{term} grafda bor, lekin hech bir uchlik undan boshlanmaydi",
            "andozani aylantiring yoki boshqasini ayting",
        ),
    },
    "not-object": {
        "en": (
            "{term} is in the graph, but no triple ends with it",
            "turn the pattern round, or name another",
        ),
        "ru": (
            "{term} есть в графе, но ни одна тройка им не заканчивается",
            "переверните шаблон или назовите другое",
        ),
        "uz": (
            "{term} grafda bor, lekin hech bir uchlik u bilan tugamaydi",
            "andozani aylantiring yoki boshqasini ayting",
        ),
    },
    "unknown-graph": {
        "en": ("there is no graph {term}", "SELECT DISTINCT ?g {{ GRAPH ?g {{}} }} lists those there are"),
        "ru": ("нет графа {term}", "имеющиеся перечислит SELECT DISTINCT ?g {{ GRAPH ?g {{}} }}"),
        "uz": ("{term} grafi yoʻq", "borlarini SELECT DISTINCT ?g {{ GRAPH ?g {{}} }} sanab beradi"),
    },
    "prefix": {
        "en": (
            "{term} is nowhere in the graph: {prefix}: stands for <{namespace}> here",
            "declare it otherwise",
        ),
        "ru": (
            "{term} нигде не встречается в графе: {prefix}: здесь означает <{namespace}>",
            "объявите его иначе",
        ),
        "uz": ("{term} grafda yoʻq: {prefix}: bu yerda <{namespace}> degani", "uni boshqacha eʼlon qiling"),
    },
    "literal-language": {
        "en": (
            "{term} is not there, but the same text in another language or without one is",
            "write its tag, or compare STR(?x)",
        ),
        "ru": (
            "{term} нет, но тот же текст есть с другим тегом языка или без него",
            "укажите тег или сравните STR(?x)",
        ),
        "uz": (
            "{term} yoʻq, lekin shu matn boshqa til belgisi bilan yoki belgisiz bor",
            "belgisini yozing yoki STR(?x) ni solishtiring",
        ),
    },
    "literal-datatype": {
        "en": ("{term} is not there, but the same text of another datatype is", "write its datatype"),
        "ru": ("{term} нет, но тот же текст есть с другим типом данных", "укажите тип данных"),
        "uz": ("{term} yoʻq, lekin shu matn boshqa maʼlumot turi bilan bor", "maʼlumot turini yozing"),
    },
    "literal-case": {
        "en": ("{term} is not there, but the same text with other capitals is", "compare LCASE(STR(?x))"),
        "ru": ("{term} нет, но тот же текст есть с другими заглавными буквами", "сравните LCASE(STR(?x))"),
        "uz": (
            "{term} yoʻq, lekin shu matn boshqacha bosh harflar bilan bor",
            "LCASE(STR(?x)) ni solishtiring",
        ),
    },
    "literal-iri": {
        "en": ("{term} is a text, and an IRI stands in its place", "write the IRI between < and >"),
        "ru": ("{term} — это текст, а на его месте стоит IRI", "запишите IRI между < и >"),
        "uz": ("{term} — matn, uning oʻrnida esa IRI turadi", "IRI ni < va > orasida yozing"),
    },
    "unknown-literal": {
        "en": (
            "{term} is not among the values, which are: {examples}",
            "take one of these, or search with CONTAINS",
        ),
        "ru": ("{term} нет среди значений, а есть: {examples}", "возьмите одно из них или ищите с CONTAINS"),
        "uz": (
            "{term} qiymatlar orasida yoʻq, borlari: {examples}",
            "shulardan birini oling yoki CONTAINS bilan qidiring",
        ),
    },
    "empty": {
        "en": ("no triple matches {pattern}", "ask for it with more variables, to see what there is"),
        "ru": (
            "ни одна тройка не подходит под {pattern}",
            "спросите с большим числом переменных, чтобы увидеть, что есть",
        ),
        "uz": (
            "{pattern} andozasiga hech bir uchlik mos kelmaydi",
            "nima borligini koʻrish uchun oʻzgaruvchilarni koʻproq qoʻying",
        ),
    },
    "empty-value": {
        "en": (
            "no triple matches {pattern}; the values of this property are: {examples}",
            "name one that there is",
        ),
        "ru": (
            "ни одна тройка не подходит под {pattern}; значения этого свойства: {examples}",
            "назовите имеющееся",
        ),
        "uz": (
            "{pattern} andozasiga hech bir uchlik mos kelmaydi; bu xossaning qiymatlari: {examples}",
            "borini ayting",
        ),
    },
    "empty-property": {
        "en": ("no triple matches {pattern}; its subject has: {examples}", "ask for one of these properties"),
        "ru": (
            "ни одна тройка не подходит под {pattern}; у этого предмета есть: {examples}",
            "спросите одно из этих свойств",
        ),
        "uz": (
            "{pattern} andozasiga hech bir uchlik mos kelmaydi; bu narsada bor: {examples}",
            "shu xossalardan birini soʻrang",
        ),
    },
    "reversed": {
        "en": ("no triple matches {pattern}, but some do the other way round", "swap its two ends"),
        "ru": (
            "ни одна тройка не подходит под {pattern}, но в обратном порядке подходят",
            "поменяйте концы местами",
        ),
        "uz": (
            "{pattern} andozasiga hech bir uchlik mos kelmaydi, teskarisiga esa keladi",
            "ikki uchini almashtiring",
        ),
    },
    "join": {
        "en": (
            "{pattern} has matches, and {other} (line {other_line}) has, but never with the same {variable}",
            "ask for each alone to compare their values, or put one into OPTIONAL",
        ),
        "ru": (
            "совпадения есть и у {pattern}, и у {other} (строка {other_line}), но ни разу с общим {variable}",
            "спросите каждое отдельно и сравните значения или поместите одно в OPTIONAL",
        ),
        "uz": (
            "{pattern} ga ham, {other} ga ham ({other_line}-qator) moslar bor, umumiy {variable} esa yoʻq",
            "har birini alohida soʻrab, qiymatlarini solishtiring yoki birini OPTIONAL ichiga oling",
        ),
    },
    "join-all": {
        "en": (
            "{pattern} has matches alone, but none together with all that stands before it",
            "put it into OPTIONAL, or take away what stands before it one by one",
        ),
        "ru": (
            "у {pattern} есть совпадения отдельно, но не вместе со всем, что стоит перед ним",
            "поместите его в OPTIONAL или убирайте предыдущее по одному",
        ),
        "uz": (
            "{pattern} ga alohida mos uchliklar bor, lekin undan oldingilarning hammasi bilan birga yoʻq",
            "uni OPTIONAL ichiga oling yoki oldingilarini birma-bir olib tashlang",
        ),
    },
    "graph": {
        "en": (
            "{pattern} has no match in the graph {term}, but in: {graphs}",
            "name one of these, or leave GRAPH out",
        ),
        "ru": (
            "у {pattern} нет совпадений в графе {term}, но есть в: {graphs}",
            "назовите один из них или уберите GRAPH",
        ),
        "uz": (
            "{pattern} ga {term} grafida mos uchlik yoʻq, lekin bu yerda bor: {graphs}",
            "shulardan birini ayting yoki GRAPH ni olib tashlang",
        ),
    },
    "several-graphs": {
        "en": (
            "{pattern} and those before it match in different graphs, never in one",
            "leave GRAPH out, or use it once for each",
        ),
        "ru": (
            "{pattern} и стоящее перед ним совпадают в разных графах, но не в одном",
            "уберите GRAPH или напишите его для каждого",
        ),
        "uz": (
            "{pattern} va undan oldingilar turli graflarda mos keladi, bittasida emas",
            "GRAPH ni olib tashlang yoki har biri uchun alohida yozing",
        ),
    },
    "dataset": {
        "en": (
            "{pattern} has no match in the graphs that are named for the query, but in: {graphs}",
            "name these with FROM, or name none",
        ),
        "ru": (
            "у {pattern} нет совпадений в графах, названных для запроса, но есть в: {graphs}",
            "назовите их через FROM или не называйте никаких",
        ),
        "uz": (
            "{pattern} ga soʻrov uchun aytilgan graflarda mos uchlik yoʻq, lekin bu yerda bor: {graphs}",
            "ularni FROM bilan ayting yoki hech birini aytmang",
        ),
    },
    "filter": {
        "en": (
            "{pattern} removes every row; {variable} is, for example: {examples}",
            "compare with what there is",
        ),
        "ru": (
            "{pattern} убирает все строки; {variable} — это, например: {examples}",
            "сравните с тем, что есть",
        ),
        "uz": (
            "{pattern} barcha qatorlarni olib tashlaydi; {variable} masalan: {examples}",
            "bori bilan solishtiring",
        ),
    },
    "filters": {
        "en": (
            "{pattern}: each of these lets rows through, but not all together",
            "leave them out one by one",
        ),
        "ru": ("{pattern}: по отдельности они пропускают строки, а вместе нет", "убирайте их по одному"),
        "uz": (
            "{pattern}: alohida-alohida qatorlarni oʻtkazadi, birgalikda esa yoʻq",
            "ularni birma-bir olib tashlang",
        ),
    },
    "filter-constant": {
        "en": ("{pattern} holds for no row, whatever the data", "take it away, or mend it"),
        "ru": (
            "{pattern} не выполняется ни для одной строки, каковы бы ни были данные",
            "уберите или исправьте его",
        ),
        "uz": (
            "{pattern} maʼlumotlar qanday boʻlmasin, hech bir qator uchun bajarilmaydi",
            "uni olib tashlang yoki tuzating",
        ),
    },
    "filter-language": {
        "en": (
            "{pattern} removes every row: the language tags of {variable} are {tags}, not {term}",
            "name one of them",
        ),
        "ru": (
            "{pattern} убирает все строки: теги языка у {variable} — {tags}, а не {term}",
            "назовите один из них",
        ),
        "uz": (
            "{pattern} barcha qatorlarni olib tashlaydi: {variable} ning til belgilari {tags}, {term} emas",
            "ulardan birini ayting",
        ),
    },
    "filter-case": {
        "en": (
            "{pattern} removes every row, but {variable} has {term} with other capitals",
            "search in LCASE(STR({variable}))",
        ),
        "ru": (
            "{pattern} убирает все строки, но в {variable} есть {term} с другими заглавными буквами",
            "ищите в LCASE(STR({variable}))",
        ),
        "uz": (
            "{pattern} hamma qatorni olib tashlaydi, {variable} da esa {term} boshqa bosh harflar bilan bor",
            "LCASE(STR({variable})) dan qidiring",
        ),
    },
    "unbound-variable": {
        "en": (
            "{pattern} uses {variable}, to which nothing before it in its group gives a value",
            "check its spelling, or move the filter",
        ),
        "ru": (
            "{pattern} использует {variable}, которой ничто в её группе не даёт значения",
            "проверьте написание или переместите фильтр",
        ),
        "uz": (
            "{pattern} {variable} dan foydalanadi, unga esa guruhida hech narsa qiymat bermaydi",
            "yozilishini tekshiring yoki filtrni koʻchiring",
        ),
    },
    "never-bound": {
        "en": (
            "{pattern} removes every row, since {variable} never has a value",
            "mend the OPTIONAL that should give it one, or leave the filter out",
        ),
        "ru": (
            "{pattern} убирает все строки, так как у {variable} никогда нет значения",
            "исправьте OPTIONAL, который должен его дать, или уберите фильтр",
        ),
        "uz": (
            "{pattern} barcha qatorlarni olib tashlaydi, chunki {variable} hech qachon qiymatga ega emas",
            "unga qiymat berishi kerak boʻlgan OPTIONAL ni tuzating yoki filtrni olib tashlang",
        ),
    },
    "exists": {
        "en": (
            "{pattern}: no row has what it asks for",
            "ask for its pattern alone, or put it into OPTIONAL",
        ),
        "ru": (
            "{pattern}: ни у одной строки нет того, что он требует",
            "спросите его шаблон отдельно или поместите в OPTIONAL",
        ),
        "uz": (
            "{pattern}: hech bir qatorda u talab qilgan narsa yoʻq",
            "andozasini alohida soʻrang yoki OPTIONAL ichiga oling",
        ),
    },
    "not-exists": {
        "en": ("{pattern}: every row has what it excludes", "narrow its pattern, or leave it out"),
        "ru": ("{pattern}: у каждой строки есть то, что он исключает", "сузьте его шаблон или уберите его"),
        "uz": (
            "{pattern}: har bir qatorda u istisno qiladigan narsa bor",
            "andozasini toraytiring yoki olib tashlang",
        ),
    },
    "minus": {
        "en": ("{pattern} takes away every row", "narrow its pattern, or leave it out"),
        "ru": ("{pattern} убирает все строки", "сузьте его шаблон или уберите его"),
        "uz": ("{pattern} barcha qatorlarni olib tashlaydi", "andozasini toraytiring yoki olib tashlang"),
    },
    "union": {
        "en": ("none of the {count} branches of UNION has a match", "mend one of them; the reasons follow"),
        "ru": ("ни у одной из {count} ветвей UNION нет совпадений", "исправьте одну из них; причины следуют"),
        "uz": (
            "UNION ning {count} tarmogʻidan birortasida ham mos kelish yoʻq",
            "ulardan birini tuzating; sabablari quyida",
        ),
    },
    "values": {
        "en": ("{pattern} gives no row", "write a value into it"),
        "ru": ("{pattern} не даёт ни одной строки", "впишите в него значение"),
        "uz": ("{pattern} birorta ham qator bermaydi", "unga qiymat yozing"),
    },
    "having": {
        "en": ("{pattern} removes every group", "compare with what the groups have: leave it out, and look"),
        "ru": ("{pattern} убирает все группы", "уберите его и посмотрите, что есть в группах"),
        "uz": (
            "{pattern} barcha guruhlarni olib tashlaydi",
            "uni olib tashlab, guruhlarda nima borligini koʻring",
        ),
    },
    "limit": {
        "en": ("LIMIT 0 asks for no row", "ask for one at least"),
        "ru": ("LIMIT 0 не просит ни одной строки", "попросите хотя бы одну"),
        "uz": ("LIMIT 0 birorta ham qator soʻramaydi", "kamida bittasini soʻrang"),
    },
    "offset": {
        "en": ("{pattern} goes past the end: there are {count} rows", "take a smaller OFFSET"),
        "ru": ("{pattern} выходит за конец: строк всего {count}", "возьмите OFFSET поменьше"),
        "uz": ("{pattern} oxiridan oshib ketadi: jami {count} qator bor", "kichikroq OFFSET oling"),
    },
    "template": {
        "en": (
            "the pattern has solutions, but {pattern} makes no triple of them",
            "use variables in it to which the pattern gives a value, and no literal as subject or property",
        ),
        "ru": (
            "у шаблона есть решения, но {pattern} не делает из них троек",
            "берите переменные, которым шаблон даёт значение; литерал не бывает предметом или свойством",
        ),
        "uz": (
            "andozaning yechimlari bor, lekin {pattern} ulardan uchlik yasamaydi",
            "unda andoza qiymat beradigan oʻzgaruvchilarni oling; literal ega yoki xossa boʻla olmaydi",
        ),
    },
    "misspelt-variable": {
        "en": (
            "{variable} stands only once in the query, so that it joins nothing",
            "use it twice, or leave it",
        ),
        "ru": (
            "{variable} стоит в запросе только один раз и ни с чем не соединяет",
            "используйте её дважды или оставьте как есть",
        ),
        "uz": (
            "{variable} soʻrovda faqat bir marta turadi va hech narsani bogʻlamaydi",
            "uni ikki marta ishlating yoki shunday qoldiring",
        ),
    },
    "behind": {
        "en": (
            "the pattern has solutions; what stands behind it, or its {pattern}, leaves none of them",
            "take away what stands behind the group piece by piece",
        ),
        "ru": (
            "у шаблона есть решения; то, что стоит после него, или сам {pattern} не оставляет ни одного",
            "убирайте стоящее после группы по частям",
        ),
        "uz": (
            "andozaning yechimlari bor; undan keyingisi yoki {pattern} ning oʻzi birortasini ham qoldirmaydi",
            "guruhdan keyingisini qismlab olib tashlang",
        ),
    },
    "not-explained": {
        "en": ("the query is not explained: {why}", "take parts of it away until it answers"),
        "ru": ("запрос не объяснён: {why}", "убирайте его части, пока он не даст ответ"),
        "uz": ("soʻrov tushuntirilmadi: {why}", "javob bergunicha qismlarini olib tashlang"),
    },
}
