# from: valid/complete.ttl
# Invented: the only condition of a principle that is judged is not met.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:assessment-outreach ec:outcome ec:Met .
} ;

INSERT DATA {
  ex:assessment-outreach ec:outcome ec:Unmet .
}
