# What the articles say, counted: a table and a figure from the graph of what four articles say about
# educational clusters. Every number is counted in the graph when this is run; nothing is typed in.
#
# It needs R alone, and a service to ask, such as `educluster serve`:
#
#   EDUCLUSTER=http://127.0.0.1:8000 Rscript literature.R

service <- Sys.getenv("EDUCLUSTER", "http://127.0.0.1:8000")

# The answer at a path of the service, as a data frame. Without na.strings the word "NA" would be nothing.
answer <- function(path) {
  read.csv(paste0(service, path), encoding = "UTF-8", check.names = FALSE, na.strings = "")
}

# Table 1. The nine principles: their conditions, and the works that name them
#
# Two stored questions, joined. One principle may have several names in one work; it counts once.

conditions <- answer("/questions/conditions-of-each-principle.csv")
words <- answer("/questions/names-by-text.csv?scheme=scheme-principles")

counted <- function(values, by) tapply(values, by, function(each) length(unique(each)))
principles <- unique(conditions[c("principle", "principle_label")])
works <- counted(words$work, words$concept)[principles$principle]

table <- data.frame(
  principle = principles$principle_label,
  conditions = as.vector(counted(conditions$condition, conditions$principle)[principles$principle]),
  works = ifelse(is.na(works), 0, works),
  row.names = NULL
)
write.csv(table, "principles.csv", row.names = FALSE)
print(table)

# Figure 1. How the works say it
#
# A claim asserts, denies, hedges, reports another, or is our own comparison. The two works of 2020 and 2023
# are of one family of texts, so that what they say alike is not said twice.

query <- '
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?work ?stance (COUNT(DISTINCT ?claim) AS ?claims)
WHERE {
  ?claim a ec:Claim ;
         dcterms:source ?source ;
         ec:stance/rdfs:label ?stance .
  ?source ec:inFamily ?family ;
          skos:inScheme <https://w3id.org/educluster/id/scheme-works> ;
          rdfs:label ?work .
  FILTER(langMatches(lang(?stance), "en"))
}
GROUP BY ?work ?stance
ORDER BY ?work ?stance
'
claims <- answer(paste0("/sparql.csv?query=", URLencode(query, reserved = TRUE)))
counts <- xtabs(claims ~ stance + work, claims)

pdf("claims-by-work.pdf", width = 8, height = 3.5)
par(mar = c(4, 13, 1, 1))
barplot(
  counts[, rev(colnames(counts))],
  horiz = TRUE, las = 1, xlab = "claims", xlim = c(0, 1.4 * max(colSums(counts))),
  col = hcl.colors(nrow(counts), "Dark 3"), border = NA,
  legend.text = TRUE, args.legend = list(x = "right", bty = "n", border = NA)
)
invisible(dev.off())
write.csv(as.data.frame(counts, responseName = "claims"), "claims-by-work.csv", row.names = FALSE)
print(counts)

# Where it comes from

citation <- paste0(service, "/questions/conditions-of-each-principle?cite=apa")
cat(readLines(citation, warn = FALSE, encoding = "UTF-8"), sep = "\n")
