"""Names of diseases inside a sentence: which begin with a small letter, and which with a name of their own."""

from __future__ import annotations

import re

from briefgen.lexicon.en import LINES
from briefgen.lexicon.spelling import keeps_its_first_letter

_NAMES = """
acinetobacter addison african alagille alpers alport alström alzheimer american andersen angelman argentine arnold
asperger aspergillus bacillus bacteroides baker barrett barth bartonella bartter basedow batten becker behcet behçet
bell bolivian bordetella borrelia bourneville bowen brucella brugada buerger burkholderia burkitt campylobacter
canavan candida caroli castleman chagas charcot chinese chlamydia chlamydophila churg clostridioides clostridium
cockayne cogan conn corynebacterium coxiella coxsackie creutzfeldt crigler crimean crohn cryptococcus cryptosporidium
cushing danon darier dent devic dravet dubin duchenne dupuytren ebola ehlers eisenmenger enterobacter enterococcus
erdheim escherichia ewing fabry fanconi farber felty fournier francisella friedreich fuchs fusarium gaucher giardia
gilbert gitelman glanzmann goodpasture graves guillain haemophilus hailey hansen hartnup hashimoto helicobacter
hirschsprung histoplasma hodgkin horner hunter huntington hurler japanese kallmann kaposi kawasaki kennedy kikuchi
klebsiella klinefelter krabbe kugelberg lafora lambert landau langerhans lassa leber legg legionella leigh leishmania
lennox leptospira lesch lewy libman liddle listeria loeffler lou louis lyme lynch machado maduro marburg marfan mccune
mediterranean meige meniere menkes merkel meyer middle moraxella morquio munchausen mycobacterium mycoplasma ménière
neisseria nelson niemann nijmegen nipah nocardia noonan norrie ohtahara onchocerca osgood paget pancoast parkinson
pasteurella pendred perthes peutz peyronie pick plasmodium pneumocystis pompe prader prinzmetal pseudomonas queensland
raynaud refsum reiter rett reye rickettsia rift rocky ross rotor rubinstein russian salmonella sandhoff sanfilippo
scheie schilder schnitzler seckel segawa serratia sezary sheehan shigella sjogren sjögren sly smith sotos spanish
staphylococcus stargardt steinert stevens streptococcus strongyloides sturge susac sydenham sézary takayasu tangier
tarui tay timothy tolosa tourette toxoplasma treponema trichomonas trypanosoma turcot turner unverricht usher
venezuelan vibrio waardenburg waldenstrom waldenström walker wegener weil werdnig werner west whipple wilms wilson
wiskott wolff wolfram wolman yersinia zellweger zika zollinger
"""
PEOPLE_AND_PLACES = frozenset(_NAMES.split())
"""First words that keep their capital: names of people, places and genera."""
_ORDINARY = """
acid acne adult airway alcohol allergy amd anxiety any ascites asthma back bile birth bladder blood bone bowel brain
breast burns cancer castrate cell chest child childhood cold colon common complex contact cough cyst cysts deep dengue
diabetes diarrhea dry early eczema elderly end endometrium eye fatigue fatty fever fibroids first flu food fracture
frozen gall gene gout growth gum gut hair hand head headache heart herpes high hives hormone hot immune in influenza
insect iron irritable itch kidney knee lactose large late lead light limb lipid liver long low lower lung lupus lymph
major mantle mast measles menopause migraine mild moderate motor mouth multiple mumps muscle nail neck nerve neuro
newborn newly non nose older organ outer overweight pain pancreas peanut pink plaque platinum polio poor pre premature
pressure prostate rabies rare rash resectable retina scabies sciatica severe shingles short sickle sinus skin sleep
small smallpox soft solid spine spleen stable stomach stroke sudden swine tendon term tetanus third throat tick tooth
transthyretin tremor triple tumor tumors type ulcer ulcers unresectable upper urge uterine uterus valve vitamin
vitiligo vulva warts water weight wet wound wounds yellow
"""
ORDINARY = frozenset(_ORDINARY.split())
"""Ordinary first words of diseases that end as no word of `ENDINGS`."""
ENDINGS = (
    "aemic", "al", "ancy", "ant", "ar", "ary", "ase", "asis", "asm", "ed", "emic", "ency", "ent", "gen", "ia", "iac",
    "esis", "ess", "ian", "ias", "ic", "ism", "ing", "ion", "itis", "ity", "ive", "lepsy", "less", "ness", "oid",
    "oma", "omas", "ory", "osis", "otic", "ous", "paresis", "pathy",  "pnoea",
    "rrhoea", "sclerosis", "sis", "some", "trophy", "tumour", "tumours", "ular", "ures", "virus",
)  # fmt: skip
"""How ordinary words of medicine end."""
_FIRST = re.compile(r"[^\W\d_]+")
_LINE = re.compile(rf"\b(?:{'|'.join(LINES).replace(' ', '[ -]')})\b", re.IGNORECASE)


def with_short_lines(text: str) -> str:
    """Text with each line of treatment in short: 1L squamous NSCLC for first-line squamous NSCLC."""
    return _LINE.sub(lambda line: LINES[line[0].lower().replace("-", " ")], text)


def with_lines_in_words(text: str) -> str:
    """Text with a short line of treatment at its head in words: first-line NPC for 1L NPC."""
    return next(
        (f"{words.replace(' ', '-')} {text[2:].lstrip()}" for words, line in LINES.items() if text.startswith(line)),
        text,
    )


def in_sentence(name: str) -> str:
    """A disease as it stands in a sentence: geographic atrophy, Crohn's disease, non-Hodgkin lymphoma, HER2-positive
    gastric cancer. A word that is known neither as a name nor as an ordinary one stays as it is written."""
    word = _FIRST.match(name)
    if word is None or not word[0][0].isupper() or keeps_its_first_letter(name):
        return name
    first, rest = word[0].lower(), name[word.end() :]
    possessive = rest[:2] in ("'s", "’s")
    joined_to_a_name = re.match(r"[-–][A-Z][a-z]", rest) is not None and first not in ORDINARY
    if possessive or joined_to_a_name or first in PEOPLE_AND_PLACES:
        return name
    return name[0].lower() + name[1:] if first in ORDINARY or first.endswith(ENDINGS) else name
