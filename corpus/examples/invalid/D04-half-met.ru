# from: valid/complete.ttl
# Invented: the outcome of an assessment is a piece of text

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:assessment-voice ec:outcome ec:Met } ;

INSERT DATA { ex:assessment-voice ec:outcome "half met"@en }
