# from: valid/complete.ttl
# Invented: the forecast for the plan of posts is only a piece of text.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:activity-plan ec:hasForecast ex:forecast-plan .
} ;

INSERT DATA {
  ex:activity-plan ec:hasForecast "fewer vacant posts"@en .
}
