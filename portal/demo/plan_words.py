"""What plans of the demo say in words of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.demo.words import Words, words
from portal.plan.terms import Route

DECISIONS: Mapping[Route, Words] = {
    Route.B1: words(
        "U leert Nederlands tot niveau B1. U gaat elke week naar de les en u oefent ook buiten de les. "
        "De gemeente betaalt uw lessen en uw examens. Bent u het niet eens met dit besluit? "
        "Dan kunt u bezwaar maken. Uw regisseur legt uit hoe.",
        "تتعلمون اللغة الهولندية حتى المستوى B1. تحضرون الدروس كل أسبوع وتتدربون أيضًا خارج الدرس. "
        "تدفع البلدية تكاليف دروسكم وامتحاناتكم. إذا كنتم لا توافقون على هذا القرار، "
        "فيمكنكم تقديم اعتراض (bezwaar). يشرح لكم المسؤول عن ملف اندماجكم (regisseur) كيف تفعلون ذلك.",
        "ቋንቋ ኔዘርላንድ ክሳብ ደረጃ B1 ትመሃሩ። ነፍሲ ወከፍ ሰሙን ናብ ትምህርቲ ትኸዱ፡ ካብ ትምህርቲ ወጻኢ እውን ትለማመዱ። "
        "ምምሕዳር ከተማ (gemeente) ንትምህርትኹምን ንፈተናታትኩምን ይኸፍል። ምስዚ ውሳነ እንተ ዘይተሰማሚዕኩም፡ "
        "ተቓውሞ (bezwaar) ከተቕርቡ ትኽእሉ ኢኹም። ኣላዪ ጉዳይኩም (regisseur) ከመይ ከም እትገብሩ ክነግሩኹም እዮም።",
    ),
    Route.EDUCATION: words(
        "U leert Nederlands en u bereidt u voor op een school in Nederland. U krijgt ook rekenen en Engels, "
        "en u leert hoe u studeert. De gemeente betaalt uw lessen. Bent u het niet eens met dit besluit? "
        "Dan kunt u bezwaar maken. Uw regisseur legt uit hoe.",
        "تتعلمون اللغة الهولندية وتستعدون لمدرسة في هولندا. تتعلمون أيضًا الحساب والإنجليزية وطرق الدراسة. "
        "تدفع البلدية تكاليف دروسكم. إذا كنتم لا توافقون على هذا القرار، "
        "فيمكنكم تقديم اعتراض (bezwaar). يشرح لكم المسؤول عن ملف اندماجكم (regisseur) كيف تفعلون ذلك.",
        # unsure: ሕሳብ for rekenen (arithmetic), elsewhere the word for a bill
        "ቋንቋ ኔዘርላንድ ትመሃሩ፡ ኣብ ኔዘርላንድ ንትምህርቲ ድማ ትዳለዉ። ሕሳብን እንግሊዝኛን እውን ትመሃሩ፡ "
        "ብኸመይ ከም እትመሃሩ እውን ትለማመዱ። ምምሕዳር ከተማ (gemeente) ንትምህርትኹም ይኸፍል። "
        "ምስዚ ውሳነ እንተ ዘይተሰማሚዕኩም፡ ተቓውሞ (bezwaar) ከተቕርቡ ትኽእሉ ኢኹም። "
        "ኣላዪ ጉዳይኩም (regisseur) ከመይ ከም እትገብሩ ክነግሩኹም እዮም።",
    ),
    Route.SELF_RELIANCE: words(
        "U leert Nederlands door te doen: de helft van de tijd in de les, de andere helft tussen de mensen. "
        "U hoeft geen examen te doen; aan het eind is er een gesprek. De gemeente betaalt uw lessen. "
        "Bent u het niet eens met dit besluit? Dan kunt u bezwaar maken. Uw regisseur legt uit hoe.",
        "تتعلمون اللغة الهولندية بالممارسة: نصف الوقت في الدرس والنصف الآخر بين الناس. "
        "لا يلزمكم امتحان، وفي النهاية هناك مقابلة ختامية. تدفع البلدية تكاليف دروسكم. "
        "إذا كنتم لا توافقون على هذا القرار، فيمكنكم تقديم اعتراض (bezwaar). "
        "يشرح لكم المسؤول عن ملف اندماجكم (regisseur) كيف تفعلون ذلك.",
        "ቋንቋ ኔዘርላንድ ብተግባር ትመሃሩ፦ ፍርቂ ግዜ ኣብ ትምህርቲ፡ እቲ ካልእ ፍርቂ ድማ ምስ ሰባት። "
        "ፈተና ግዴታ ኣይኮነን፤ ኣብ መወዳእታ ዝርርብ ኣሎ። ምምሕዳር ከተማ (gemeente) ንትምህርትኹም ይኸፍል። "
        "ምስዚ ውሳነ እንተ ዘይተሰማሚዕኩም፡ ተቓውሞ (bezwaar) ከተቕርቡ ትኽእሉ ኢኹም። "
        "ኣላዪ ጉዳይኩም (regisseur) ከመይ ከም እትገብሩ ክነግሩኹም እዮም።",
    ),
}
"""The decision as its reader gets to read it; the letter is what counts."""


@dataclass(frozen=True)
class OwnStep:
    """A step in words of its own, for one person."""

    goal: int
    """Under the goal of the so many-th planned step."""
    words: Words
    due_in: int
    partner: str = ""


OWN_STEPS: Mapping[str, tuple[OwnStep, ...]] = {
    "Amal Haddad": (
        OwnStep(
            0,
            words(
                "Spreek elke dag tien minuten Nederlands met Lina en Yousef",
                "تحدثوا بالهولندية عشر دقائق كل يوم مع لينا ويوسف",
                "ምስ ደቅኹም (Lina፡ Yousef) መዓልታዊ 10 ደቒቕ ብቋንቋ ኔዘርላንድ ተዛረቡ",
            ),
            3,
        ),
    ),
    "Yonas Tekle": (
        OwnStep(
            0,
            words(
                "Neem één brief mee naar Tesfay en lees hem samen",
                "أحضروا رسالة واحدة إلى تسفاي واقرؤوها معًا",
                "ሓንቲ ደብዳበ ሒዝኩም ናብ Tesfay ኪዱ፡ ብሓባር ድማ ኣንብብዋ",
            ),
            5,
        ),
    ),
    "Zeynep Kaya": (
        OwnStep(
            0,
            words(
                "Oefen het gesprek voor uw stage in de zorg",
                "تدربوا على مقابلة التدريب العملي في مجال الرعاية",
                "ንልምምድ ስራሕኩም ኣብ ክንክን ጥዕና ዝኸውን ዝርርብ ተለማመዱ",
            ),
            6,
            "Werkgeversservicepunt Achterhoek",
        ),
    ),
}
"""Steps that no library has, by full name."""

TALK: Words = words(
    "U gaat elke week naar de les. Ga zo door, en oefen ook thuis.",
    "تحضرون الدروس كل أسبوع. استمروا هكذا، وتدربوا في البيت أيضًا.",
    "ነፍሲ ወከፍ ሰሙን ናብ ትምህርቲ ትኸዱ ኣለኹም። ከምኡ ቀጽሉ፡ ኣብ ገዛ እውን ተለማመዱ።",
)
"""What a regisseur wrote down at a progress talk."""
