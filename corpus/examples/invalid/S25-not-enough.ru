# from: valid/complete.ttl
# Invented: resources and ties are judged not to be enough.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:assessment-resources ec:outcome ec:Met .
} ;

INSERT DATA {
  ex:assessment-resources ec:outcome ec:Unmet .
}
