# from: valid/complete.ttl
# Invented: the quality standard is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasQualityStandard ex:standard .
} ;

INSERT DATA {
  ex:complete ec:hasQualityStandard "accreditation" .
}
