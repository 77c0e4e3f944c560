# from: valid/complete.ttl
# Invented: the kindergarten has no budget of its own.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:membership-kindergarten ec:isFinanciallyIndependent true .
} ;

INSERT DATA {
  ex:membership-kindergarten ec:isFinanciallyIndependent false .
}
