# from: valid/complete.ttl
# Invented: an assessment has both outcomes

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

INSERT DATA { ex:assessment-voice ec:outcome ec:Unmet }
