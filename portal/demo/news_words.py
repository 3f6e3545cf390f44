"""Announcements of the demo that no block has, as the municipality would write them."""

from portal.demo.words import words

OPEN_HOUR = words(
    "Elke dinsdag open spreekuur bij Sociaal Werk",
    "كل يوم ثلاثاء: استشارة مفتوحة لدى مؤسسة العمل الاجتماعي (Sociaal Werk)",
    "ነፍሲ ወከፍ ሰሉስ ምኽሪ ብዘይ ቆጸራ ኣብ ማሕበራዊ ስራሕ (Sociaal Werk)",
)
OPEN_HOUR_MORE = words(
    "Hebt u een vraag, of een brief die u niet begrijpt? Kom op dinsdag tussen 10:00 en 12:00 uur naar "
    "Sociaal Werk in Terborg. U hebt geen afspraak nodig. Er is iemand die Arabisch spreekt en iemand die "
    "Tigrinya spreekt.",
    "هل لديكم سؤال، أو رسالة لا تفهمونها؟ تعالوا يوم الثلاثاء من 10:00 إلى 12:00 إلى مؤسسة العمل الاجتماعي "
    "(Sociaal Werk) في Terborg. لا تحتاجون إلى موعد. هناك من يتحدث العربية ومن يتحدث التغرينية.",
    "ሕቶ፡ ወይ ዘይተረድኣኩም ደብዳበ ኣለኩም ድዩ፧ ሰሉስ ካብ 10:00 ክሳብ 12:00 ናብ ማሕበራዊ ስራሕ (Sociaal Werk) ኣብ Terborg ምጹ። "
    "ቆጸራ ኣየድልየኩምን እዩ። ዓረብኛ ዝዛረብን ትግርኛ ዝዛረብን ሰብ ኣሎ።",
)
SLEEP = words(
    "Informatieochtend over slapen en stress",
    "لقاء صباحي عن النوم والضغط النفسي",
    "ናይ ንግሆ ሓበሬታ፦ ድቃስን ጭንቀትን",
)
SLEEP_MORE = words(
    "Slaapt u slecht, of hebt u veel zorgen? GGNet geeft uitleg in de bibliotheek in Ulft: {day}, {time}. "
    "Deze ochtend is voor vrouwen. Er zijn tolken Arabisch en Tigrinya. U hoeft niets te vertellen.",
    "هل تنامون بشكل سيئ أو لديكم هموم كثيرة؟ تقدم مؤسسة الصحة النفسية (GGNet) شرحًا في المكتبة في Ulft: "
    "{day}، {time}. هذا اللقاء للنساء. هناك مترجمون للعربية والتغرينية. لستم مضطرين إلى الحديث عن أنفسكم.",
    # unsure: ሻቕሎት (worries)
    "ድቃስ ይኣብየኩም ድዩ፡ ወይስ ብዙሕ ሻቕሎት ኣለኩም፧ GGNet ኣብ ቤት-ንባብ (bibliotheek) ኣብ Ulft መብርሂ ክህብ እዩ፦ {day}፡ {time}። "
    "እዚ ንግሆ ንደቂ ኣንስትዮ እዩ። ናይ ዓረብኛን ትግርኛን ተርጓማይ ክህሉ እዩ። ገለ ክትነግሩ ግድን ኣይኮነን።",
)
SWIMMING = words(
    "Zwemles voor vrouwen: 8 plaatsen",
    "دروس سباحة للنساء: 8 أماكن",
    "ትምህርቲ ምሕምባስ ንደቂ ኣንስትዮ፦ 8 ቦታታት",
)
SWIMMING_MORE = words(
    "Op woensdagavond is er zwemles voor vrouwen. De lerares is een vrouw, en er zijn dan alleen vrouwen in "
    "het zwembad. Wilt u meedoen? Bel of schrijf uw begeleider.",
    "مساء الأربعاء درس سباحة للنساء. المدربة امرأة، ولا يوجد في المسبح حينها إلا النساء. "
    "هل تريدون المشاركة؟ اتصلوا بمرافقكم الاجتماعي (begeleider) أو اكتبوا له.",
    # unsure: መሕምበሲ (swimming pool)
    "ረቡዕ ምሸት ትምህርቲ ምሕምባስ ንደቂ ኣንስትዮ ኣሎ። እታ መምህር ሰበይቲ እያ፡ ኣብቲ መሕምበሲ ሽዑ ደቂ ኣንስትዮ ጥራይ ኣለዋ። "
    "ክትሳተፉ ትደልዩ ዲኹም፧ ናብ ማሕበራዊ ተሓጋጋዚኹም (begeleider) ደውሉ ወይ ጽሓፉ።",
)
CYCLING = words("Gratis fietsles op zaterdag", "درس مجاني لركوب الدراجة يوم السبت", "ቀዳም ብነጻ ትምህርቲ ብሽክለታ")
CYCLING_MORE = words(
    "Leer veilig fietsen in het verkeer. We beginnen bij Sociaal Werk in Terborg: {day}, {time}. "
    "Er zijn fietsen. U hoeft zich niet aan te melden.",
    "تعلّموا ركوب الدراجة بأمان في الشارع. نبدأ عند مؤسسة العمل الاجتماعي (Sociaal Werk) في Terborg: {day}، {time}. "
    "الدراجات متوفرة. لا يلزم التسجيل.",
    "ኣብ ጎደና ብውሑስ ብሽክለታ ምዝዋር ተመሃሩ። ኣብ ማሕበራዊ ስራሕ (Sociaal Werk) ኣብ Terborg ንጅምር፦ {day}፡ {time}። "
    "ብሽክለታታት ኣሎ። ምምዝጋብ ኣየድልን እዩ።",
)
DUO = words(
    "Een brief van DUO: u hoeft nog niet te betalen",
    "رسالة من DUO: لا يلزمكم الدفع الآن",
    "ደብዳበ ካብ DUO፦ ሕጂ ክትከፍሉ ኣየድልየኩምን እዩ",
)
DUO_MORE = words(
    "Veel mensen kregen deze week een brief van DUO met een datum. Dat is de datum waarop uw termijn eindigt. "
    "Het is geen rekening. Hebt u vragen? Neem de brief mee naar het open spreekuur.",
    "وصلت هذا الأسبوع إلى كثير من الناس رسالة من DUO فيها تاريخ. هذا هو تاريخ انتهاء مدة الاندماج. "
    "ليست فاتورة. هل لديكم أسئلة؟ أحضروا الرسالة إلى الاستشارة المفتوحة.",
    "ብዙሓት ሰባት ኣብዚ ሰሙን ዕለት ዘለዋ ደብዳበ ካብ DUO ረኺቦም ኣለዉ። እዚ ዕለት ናይ ምውህሃድ ግዜኹም ዝውድኣሉ ዕለት እዩ። "
    "ዝኽፈል ሕሳብ ኣይኮነን። ሕቶ እንተ ኣለኩም፡ ነታ ደብዳበ ናብቲ ናይ ሰሉስ ምኽሪ ብዘይ ቆጸራ ሒዝኩምዋ ምጹ።",
)
