"""Write the fictional third area, Kawasan Contoh ("example area"), to datasets/contoh/.

The paper publishes no participation per activity and no measurements before and after, and none
may be invented for its two areas. This area has both, and everything in it is invented for
teaching. Run ``python scripts/make_contoh.py [folder]``; the same files come out byte for byte.

The texts of the tables stand below as they are. The households are drawn with a fixed seed, and
every number that a text cites from them, or from another table, is filled in here, never typed.

How the effects follow from the measurements (the rule is ours, not the paper's):

- direction: of the mean of all households, "same" if it moves by less than 1 %. Blank for the
  reach of the poor, which was measured only after.
- breadth: "most" if more than half of the households measured are better off than before, a fall
  in the cost of basic needs counting as better. For the reach, if more than half of the poor are
  served.
- optimal: "yes" if the mean after reaches the benchmark declared in `about`. For the reach, the
  share of the poor who are served.
- even: "yes" if centre and hinterland differ by no more than the tolerance declared in `about`,
  compared on the relative change of their means. For the reach, on the share served.
- a group of indicators (blank indicator): "rise" if all its measured indicators change for the
  better, "fall" if all change for the worse, "same" if none changes, else "mixed"; "most" or
  "yes" only if all of them say so.
"""

import csv
import math
import random
import sys
from pathlib import Path
from statistics import NormalDist, fmean

DATASETS = Path(__file__).resolve().parent.parent / "datasets"
SEED = 2015

# -- What the Pokja of the fictional area declared -----------------------------------------------

VILLAGES = {  # village: zone, households in the survey
    "Contoh Pusat": ("centre", 40),
    "Contoh Tengah": ("centre", 40),
    "Contoh Timur": ("hinterland", 30),
    "Contoh Barat": ("hinterland", 30),
    "Contoh Utara": ("hinterland", 30),
    "Contoh Selatan": ("hinterland", 30),
}
BEFORE, AFTER = "2021", "2024"
POVERTY_LINE = 400
POOREST_SHARE = 0.2
TOLERANCE = 0.05
CAPITALS = ("natural", "financial", "human", "social", "physical")
MONEY = ("thousand rupiah per person per month", "ribu rupiah per orang per bulan")
SCORE = ("score, 0 to 100", "skor, 0 sampai 100")
BENCHMARKS = {  # indicator as measured: value, unit in English and Indonesian
    "income": (650, *MONEY),
    "basic_needs_cost": (240, *MONEY),
    "rice_yield": (4.0, "tonnes per hectare per harvest", "ton per hektare per panen"),
    **{f"{capital}_capital": (60, *SCORE) for capital in CAPITALS},
    "served": (0.8, "share of the poor households", "proporsi rumah tangga miskin"),
}
MEASURED_AS = {"production": "rice_yield", "benefit_to_poor": "served"}

# -- How the households are drawn ------------------------------------------------------------------

MEDIAN_INCOME = {"centre": 505, "hinterland": 415}
SPREAD = 0.42  # standard deviation of the logarithm of income
RICE_SHARE = 0.6
SHARE_SERVED = {
    ("centre", "poorest"): 0.55,
    ("centre", "poor"): 0.85,
    ("centre", "not poor"): 0.45,
    ("hinterland", "poorest"): 0.20,
    ("hinterland", "poor"): 0.42,
    ("hinterland", "not poor"): 0.22,
}
GROWTH = {"centre": 0.15, "hinterland": 0.06}  # of the logarithm of income
RICE_GROWTH, SERVED_GROWTH = 0.10, 0.04
SCORES = {  # capital: score before and gain, in the centre and in the hinterland
    "natural": ((48, 3), (52, 2)),
    "financial": ((44, 8), (37, 3)),
    "human": ((47, 6), (42, 3)),
    "social": ((50, 4), (56, 4)),
    "physical": ((49, 11), (35, 3)),
}

# -- Texts -----------------------------------------------------------------------------------------

COLUMNS = {
    "about": "field value_en value_id source",
    "components": "component sector table_row name_en name_id as_printed source",
    "activities": "activity component name_en name_id cluster seats status as_printed source note",
    "judgements": "dimension level lowest highest because_en because_id source",
    "evidence": "evidence dimension aspect actor finding_en finding_id levels contested "
    "contested_en contested_id source_type source",
    "participation": "group activity rung source_type source",
    "effects": "effect_group indicator direction breadth optimal even "
    "exception_en exception_id source",
    "factors": "factor role disputed finding_en finding_id source_type source",
    "links": "cause effect basis source",
    "figures": "measure value lowest highest unit year source_year as_printed problem source",
    "measurements": "unit village zone poor poorest indicator period value fictional",
}

# Component, sector, names; below it its activities: key, cluster ("-" for none), seats, names.
# The social affairs office and the village governments take part here because the paper
# (section 4.2) asks for both.
COMPONENTS = """
agriculture_office government Agriculture office | Dinas Pertanian
    rice_field_school rice open Rice field school | Sekolah lapang padi
    rice_seed_support rice open Certified rice seed | Bantuan benih padi bersertifikat
    hand_tractor_loans rice limited Loan of hand tractors | Pinjaman traktor tangan
    vegetable_plots - limited Horticulture demonstration plots | Demplot hortikultura
    goat_scheme - limited Revolving livestock scheme: goats | Kambing bergulir
    compost_training - limited Compost training | Pelatihan membuat kompos
fisheries_office government Fisheries office | Dinas Perikanan
    pond_training fish limited Training in pond fish farming | Pelatihan budi daya ikan kolam
    fish_fry_support fish limited Fish fry for ponds | Bantuan benih ikan untuk kolam
public_works_office government Public works office | Dinas Pekerjaan Umum
    irrigation_repair rice open Repair of main irrigation canals | Perbaikan saluran irigasi induk
    farm_roads rice open Farm roads to the rice fields | Jalan usaha tani ke sawah
    centre_road - open Road within the centre | Jalan di pusat kawasan
    clean_water - open Piped clean water in the centre | Jaringan air bersih di pusat kawasan
cooperatives_trade_office government Cooperatives and trade office | Dinas Koperasi dan Perdagangan
    business_training - limited Entrepreneurship training | Pelatihan kewirausahaan
    market_stalls - limited Stalls in the new market hall | Kios di los pasar baru
    business_permits - open Help with business permits | Bantuan mengurus izin usaha
    cooperative_training - limited Training for cooperatives | Pelatihan pengurus koperasi
social_affairs_office government Social affairs office | Dinas Sosial
    joint_business_groups - limited Joint business groups (KUBE) | Kelompok usaha bersama (KUBE)
    poor_household_list - open Update of the list of the poor | Pemutakhiran data penduduk miskin
    youth_skills - limited Entrepreneurship course for youth | Kursus kewirausahaan pemuda
village_governments government Village governments | Pemerintah desa
    village_meeting - open Village planning meeting | Musyawarah perencanaan desa
    cash_for_work - open Cash for work on village roads | Padat karya tunai jalan desa
    field_canals rice open Irrigation canals in the fields | Saluran irigasi di petak sawah
    village_enterprise - limited Village-owned enterprise | Badan usaha milik desa
rice_mill market Rice mill in Contoh Pusat | Penggilingan padi di Contoh Pusat
    paddy_purchase rice open Buying of paddy at an agreed price | Pembelian gabah harga sepakat
    milling_training rice limited Training in rice quality | Pelatihan mutu beras
    paddy_transport rice open Transport of paddy from the fields | Angkutan gabah dari sawah
contoh_bank market Bank Contoh | Bank Contoh
    harvest_credit rice limited Rice credit repaid after harvest | Kredit padi bayar setelah panen
    savings_counter - open Financial services counter | Loket layanan keuangan
input_traders market Traders of seed and fertiliser | Pedagang benih dan pupuk
    rice_input_supply rice open Seed and fertiliser for rice | Penyediaan benih dan pupuk padi
    vegetable_seed_sales - open Sale of vegetable seed | Penjualan benih sayur
market_traders market "Market": traders of the weekly market | "Pasar": pedagang pasar mingguan
    weekly_market - open Weekly market | Pasar mingguan
    vegetable_buying - open Buying of vegetables and cassava | Pembelian sayur dan singkong
farmer_groups community Federation of farmer groups (Gapoktan) | Gabungan kelompok tani (Gapoktan)
    planting_calendar rice open Joint rice planting calendar | Kalender tanam padi bersama
    water_sharing rice open Sharing of irrigation water | Pembagian air irigasi
    machinery_pool rice limited Shared farm machinery for rice | Alat mesin pertanian padi bersama
fish_groups community Fish farmer groups | Kelompok pembudi daya ikan
    shared_ponds fish limited Shared fish ponds | Kolam ikan bersama
    fish_feed fish limited Making of fish feed | Pembuatan pakan ikan
womens_groups community Women's groups | Kelompok perempuan
    home_gardens - open Home gardens | Kebun pekarangan
    savings_circle - open Savings circle | Arisan simpanan
    cassava_snacks - limited Cassava snack business | Usaha camilan singkong
savings_cooperative community Savings and loan cooperative | Koperasi simpan pinjam
    rice_store rice open Village rice store | Lumbung padi desa
    small_loans - limited Small loans of capital | Pinjaman modal kecil
"""

# Activity, kind of source, then each group's rung. Limited seats go to the village elite, except in
# the one activity made for the poor.
GROUPS = """
centre_farmers hinterland_farmers womens_groups landless_labourers youth village_elite
"""
PARTICIPATION = """
rice_field_school     observation 5 3 3 2 2 5
planting_calendar     fgd         6 4 3 1 2 6
water_sharing         observation 6 5 2 1 2 5
irrigation_repair     fgd         4 3 2 2 2 5
paddy_purchase        interview   4 3 2 1 1 5
village_meeting       document    4 3 3 2 2 6
cash_for_work         fgd         2 2 2 4 3 5
home_gardens          observation 3 2 6 2 2 2
savings_circle        interview   1 1 6 2 1 3
hand_tractor_loans    interview   3 1 1 1 1 6
goat_scheme           interview   2 1 2 1 1 6
business_training     document    2 1 3 1 2 6
market_stalls         observation 2 1 2 1 1 6
pond_training         interview   2 1 1 1 3 6
small_loans           document    3 1 4 1 1 6
joint_business_groups fgd         1 1 4 3 2 4
"""
PARTICIPATION_SOURCE = {
    "interview": "interviews with one member of each group",
    "document": "attendance lists and minutes",
    "observation": "notes of the field walk",
    "fgd": "FGD on participation",
}

# Dimension, level, lowest, highest, source; then the reason in English and in Indonesian.
JUDGEMENTS = """
system 2 2 2 rows e01 to e07 of evidence
Rice is an organised, written cluster of all three sectors; fish is weak and the rest has none.
Padi tersistem dalam klaster tertulis dari tiga sektor; ikan lemah, sisanya tidak berklaster.
shared_goal 2 1 2 rows e08 to e13 of evidence
The rice target is agreed and understood; level 1 if the little known main goal is what counts.
Sasaran padi disepakati dan dipahami; tingkat 1 bila yang dinilai tujuan utama yang kurang dikenal.
process 2 2 2 rows e14 to e20 of evidence
Commitment differs between offices, and participation runs from control of the work to none.
Komitmen tiap dinas berbeda, dan partisipasi terentang dari memegang kontrol sampai nihil.
effect 3 2 3 effects; rows e21 to e28 of evidence
Rises, unevenly and less than optimally; level 2 if reach ({reach_poor} % of the poor) decides.
Meningkat, tidak merata, kurang optimal; tingkat 2 bila keterjangkauan ({reach_poor}%) menentukan.
"""

# Dimension, aspect, actor, kind of source, source; then the finding. Actor: a component, or
# leaders, agencies, market, community, working_group (the Pokja).
EVIDENCE = """
system rice_cluster working_group document rice cluster paper of the Pokja
The rice cluster is written down: who supplies, who grows, who mills and who buys.
Klaster padi tertulis: siapa memasok, siapa menanam, siapa menggiling, dan siapa membeli.
system rice_cluster rice_mill interview rice mill
The mill knows its own part in the cluster and can name the parts of the others.
Penggilingan tahu perannya di klaster dan bisa menyebutkan peran pihak lain.
system rice_cluster farmer_groups observation field walk at harvest
Planting, canal cleaning and collection of paddy follow the order of the paper.
Tanam, pembersihan saluran, dan pengumpulan gabah berjalan sesuai urutan yang tertulis.
system fish_cluster fisheries_office document work plan of the fisheries office
A fish cluster stands in the plan, but nobody is named who sells the fish.
Klaster ikan ada di rencana kerja, tetapi tidak disebut siapa yang memasarkan ikannya.
system fish_cluster fish_groups interview fish farmer group
Each fish farmer sells alone to whoever passes by.
Tiap pembudi daya menjual ikannya sendiri kepada siapa saja yang lewat.
system outside_clusters agencies document activities of this case
{outside_clusters} of {activities} activities belong to no cluster.
{outside_clusters} dari {activities} kegiatan tidak masuk klaster mana pun.
system area_model all fgd FGD in Contoh Pusat
Nobody at the table had seen a drawing or paper that shows the area as a whole.
Tak seorang peserta pun pernah melihat gambar atau naskah yang memuat kawasan secara utuh.
shared_goal rice_target working_group document rice cluster paper of the Pokja
The target for rice was drawn up jointly and signed by the three sectors.
Sasaran padi disusun bersama dan ditandatangani ketiga sektor.
shared_goal rice_target input_traders interview traders of seed and fertiliser
The traders know the target and order their stock by it.
Pedagang tahu sasarannya dan menyiapkan stok sesuai sasaran itu.
shared_goal rice_target farmer_groups fgd FGD in Contoh Tengah
Rice farmers explained the target in their own words.
Petani padi bisa menjelaskan sasaran itu dengan kata-kata sendiri.
shared_goal main_goal agencies interview four offices
Each office described the main goal of the area in the words of its own plan.
Tiap dinas menjelaskan tujuan utama kawasan memakai kalimat rencana kerjanya sendiri.
shared_goal main_goal community fgd FGD in Contoh Utara
Hinterland farmers and labourers had never heard of the main goal.
Petani dan buruh di desa hinterland belum pernah mendengar tujuan utama itu.
shared_goal main_goal working_group document minutes of the Pokja
The minutes say that all parties agreed on the main goal, against e11 and e12.
Notulen menyebut semua pihak menyepakati tujuan utama, berlawanan dengan e11 dan e12.
process leader_commitment leaders document district budget of three years
The budget gave money to the area in every one of the three years.
Anggaran kabupaten mengalokasikan dana untuk kawasan ini tiga tahun berturut-turut.
process leader_commitment leaders interview two offices
Leaders came to two of eight Pokja meetings, two offices say.
Menurut dua dinas, pimpinan hanya hadir dalam dua dari delapan rapat Pokja.
process agency_commitment agencies document minutes of the Pokja
Agriculture and public works plan together; fisheries and trade send nobody.
Dinas Pertanian dan PU merencana bersama; Dinas Perikanan dan Koperasi tidak mengirim wakil.
process agency_commitment social_affairs_office interview social affairs office
The office wants to join but was asked only after the plan was closed.
Dinas Sosial ingin ikut, tetapi baru diajak setelah rencana ditutup.
process market_commitment market interview rice mill and Bank Contoh
The mill and the bank keep to the rice agreement; other traders see no part for themselves.
Penggilingan dan bank menaati kesepakatan padi; pedagang lain merasa tidak punya peran.
process participation landless_labourers fgd FGD on participation, and the table of rungs
Landless labourers stand on rung 1 or 2 in {labourers_low} of {rated} activities.
Buruh tani tanpa lahan ada di anak tangga 1 atau 2 pada {labourers_low} dari {rated} kegiatan.
process participation village_elite observation notes of the field walk
The elite controls {elite_controls} of {rated_limited} activities with limited seats.
Elite desa menguasai {elite_controls} dari {rated_limited} kegiatan berpeserta terbatas.
effect income all document household survey
Mean income rose from {income_before} to {income_after} thousand rupiah per person a month.
Rata-rata pendapatan naik dari {income_before} ke {income_after} ribu rupiah per orang per bulan.
effect income_gap all document household survey
Income rose by {income_rise_centre} % in the centre, {income_rise_hinterland} % in the hinterland.
Pendapatan naik {income_rise_centre}% di desa pusat, {income_rise_hinterland}% di hinterland.
effect income_gap community interview households in Contoh Barat
Families far from the mill say that little has changed for those without rice land.
Warga yang jauh dari penggilingan merasa hampir tak ada perubahan bagi yang tak punya sawah.
effect rice_yield farmer_groups document household survey
The mean rice yield rose from {yield_before} to {yield_after} tonnes per hectare per harvest.
Rata-rata hasil padi naik dari {yield_before} menjadi {yield_after} ton per hektare per panen.
effect rice_yield farmer_groups observation field walk at harvest
Fields with repaired canals stood fuller than those without, in both zones.
Padi di petak yang salurannya sudah diperbaiki tampak lebih berisi, di kedua zona.
effect reach_of_poor all document household survey
{reach_centre} % of the poor were reached in the centre, {reach_hinterland} % in the hinterland.
Penduduk miskin yang terjangkau: {reach_centre}% di desa pusat, {reach_hinterland}% di hinterland.
effect reach_of_poor landless_labourers fgd FGD in Contoh Selatan
The poorest said that invitations stop at the house of the hamlet head.
Menurut penduduk termiskin, undangan berhenti di rumah kepala dusun.
effect reach_of_poor village_elite observation training in the village hall
The seats of the entrepreneurship training were filled by well-off families.
Kursi pelatihan kewirausahaan diisi keluarga yang sudah mapan.
"""

# Finding, the levels of its dimension that it is compatible with ("-" for no bearing), and, where
# that is contested, why. The numbers are ours, as everything here.
EVIDENCE_LEVELS = """
e01 2–3
e02 - | Knowing each other's part may come from a system, or from old acquaintance: then it has no \
bearing. | Saling tahu peran bisa lahir dari sistem, bisa juga karena sudah lama kenal; bila \
begitu, temuan ini tidak menentukan.
e03 2–3
e04 0–2
e05 0–2
e06 0–2
e07 0–2
e08 1–3 | It rules out 1 for a reader who judges the rice target, not for one who judges the main \
goal. | Bagi yang menilai sasaran padi, tingkat 1 tertutup; bagi yang menilai tujuan utama, tidak.
e09 1–3
e10 1–3
e11 1–2
e12 1–2
e13 - | Minutes may record agreement or the wish for it; offices and residents say otherwise. | \
Notulen bisa mencatat kesepakatan atau sekadar harapan; dinas dan warga berkata lain.
e14 1–3
e15 0–2
e16 2
e17 1–3
e18 1–2
e19 0–2
e20 1–2
e21 2–4
e22 2–3
e23 0–3
e24 2–4
e25 - | Fuller fields are a gain for a reader who trusts one season, no bearing for one who does \
not. | Bagi yang percaya pada satu musim, padi yang lebih berisi adalah kenaikan; bagi yang tidak, \
temuan ini tidak menentukan.
e26 0–3
e27 0–3
e28 - | One training shows whom all seats go to, or only who came that day. | Satu pelatihan bisa \
menunjukkan siapa yang selalu mendapat kursi, bisa juga hanya siapa yang datang hari itu.
"""

# Factor, role, disputed ("-" for no), kind of source, source; then the finding.
FACTORS = """
collaborative_planning driver - document rice cluster paper of the Pokja
The rice cluster was planned by offices, mill and farmers at one table.
Klaster padi direncanakan dinas, penggilingan, dan petani di satu meja.
collaborative_planning constraint - interview social affairs office
The plan of the whole area was drawn up by a few offices alone.
Rencana kawasan hanya disusun oleh beberapa dinas.
agreement driver - document rice cluster paper of the Pokja
All three sectors signed the targets of the rice cluster.
Ketiga sektor menandatangani sasaran klaster padi.
agreement driver - interview village governments
All six village governments agree that the area should be developed.
Keenam pemerintah desa setuju kawasan ini dikembangkan.
communication driver - observation meeting of the farmer groups
Mill, traders and farmer groups inform each other before every season.
Penggilingan, pedagang, dan kelompok tani saling memberi kabar sebelum musim tanam.
communication constraint - fgd FGD in Contoh Utara
News of activities reaches the hinterland late or not at all.
Kabar tentang kegiatan terlambat atau tidak sampai ke desa hinterland.
leadership driver yes interview leaders of the district
Leaders say that they come to every meeting and settle disputes themselves.
Pimpinan mengaku selalu hadir dalam rapat dan turun tangan menyelesaikan perselisihan.
leadership constraint yes document attendance lists of the Pokja
The lists show leaders at two of eight meetings.
Daftar hadir mencatat pimpinan datang dalam dua dari delapan rapat.
commitment driver - interview agriculture and public works offices
Agriculture and public works fit their work plans to the rice cluster.
Dinas Pertanian dan PU menyesuaikan rencana kerjanya dengan klaster padi.
commitment driver - document work plans of three years
Both offices set money aside for the rice cluster every year.
Kedua dinas menganggarkan dana untuk klaster padi setiap tahun.
commitment constraint - document minutes of the Pokja
Fisheries and trade carry out their activities without the others.
Dinas Perikanan dan Dinas Koperasi menjalankan kegiatan sendiri-sendiri.
community_participation driver - observation notes of the field walk
Centre farmers decide on the planting calendar and the sharing of water.
Petani desa pusat memutuskan sendiri kalender tanam dan pembagian air.
community_participation constraint - fgd FGD on participation
Landless labourers and youth hear of most activities only afterwards, if at all.
Buruh tani tanpa lahan dan pemuda baru tahu sebagian besar kegiatan setelah usai, atau tidak tahu.
trust driver - interview rice mill
The mill pays on the day, so farmers bring their paddy there again.
Penggilingan membayar hari itu juga, maka petani kembali membawa gabahnya ke sana.
trust driver - observation weighing of paddy
Farmers leave their paddy at the scales without staying to watch.
Petani menitipkan gabah di timbangan tanpa perlu menunggui.
trust driver - fgd FGD in Contoh Tengah
Rice farmers say that the mill has kept its word for three seasons.
Menurut petani padi, penggilingan menepati janjinya tiga musim berturut-turut.
trust constraint - fgd FGD in Contoh Utara
In the hinterland a goat scheme that never came is still remembered.
Warga hinterland masih ingat kambing bergulir yang dijanjikan tetapi tak kunjung datang.
legitimacy driver - document decree on the Pokja
The Pokja was set up by a decree of the district.
Pokja dibentuk dengan surat keputusan kabupaten.
legitimacy constraint - document minutes of the Pokja
The main goal was never made law.
Tujuan utama belum pernah ditetapkan dalam peraturan daerah.
conflict_of_interest constraint - interview cooperatives and trade office
Staff have no hours left for joint work once their own targets are met.
Tenaga dan waktu staf habis untuk target dinas sendiri, tidak tersisa untuk kerja bersama.
readiness driver - interview traders of seed and fertiliser
Everyone in the rice cluster knows what to do and when.
Semua pihak di klaster padi tahu tugasnya dan waktunya.
readiness constraint - interview fisheries office
Outside the rice cluster the offices do not know how to join in.
Di luar klaster padi, dinas tidak tahu bagaimana harus ikut serta.
readiness constraint - document work plans of three years
No work plan outside rice names a task for a partner.
Tak ada rencana kerja di luar padi yang memuat tugas untuk mitra.
readiness constraint - fgd FGD in Contoh Pusat
Traders of the weekly market asked what was expected of them.
Pedagang pasar mingguan bertanya apa yang sebenarnya diharapkan dari mereka.
collaborative_capability driver - observation meeting of the Pokja
Some Pokja members can lead a meeting of three sectors.
Beberapa anggota Pokja mampu memandu rapat tiga sektor.
collaborative_capability constraint - interview members of the Pokja
The Pokja does not know how to design a system beyond one commodity.
Pokja belum mampu merancang sistem lebih dari satu komoditas.
collaborative_capability constraint - fgd FGD in Contoh Pusat
Nobody has been trained to bring parties to agreement, participants say.
Menurut peserta, belum ada yang dilatih untuk mempertemukan kepentingan para pihak.
motivation driver - interview rice farmers in Contoh Tengah
Rice farmers want to go on because the last harvests paid well.
Petani padi bersemangat melanjutkan karena panen terakhir menguntungkan.
motivation driver - interview youth in Contoh Pusat
Youth would like a cluster of their own.
Pemuda ingin punya klaster sendiri.
collaboration_system driver - document rice cluster paper of the Pokja
The rice cluster runs from seed to sale, in writing.
Klaster padi tersusun dari benih sampai penjualan, secara tertulis.
collaboration_system constraint - document activities of this case
{outside_clusters} of {activities} activities are run outside any cluster.
{outside_clusters} dari {activities} kegiatan berjalan di luar klaster.
shared_goal driver - fgd FGD in Contoh Tengah
The rice target is known and understood by those who work for it.
Sasaran padi diketahui dan dipahami semua yang mengerjakannya.
shared_goal constraint - fgd FGD in Contoh Utara
The main goal is unknown in the hinterland.
Tujuan utama tidak dikenal di desa hinterland.
fairness driver - document activities of this case
{open_seats} of {activities} activities are open to everyone.
{open_seats} dari {activities} kegiatan terbuka untuk semua warga.
fairness constraint - document household survey
{served_poorest} % of the poorest were reached, against {served_other_poor} % of the other poor.
Penduduk termiskin yang terjangkau {served_poorest}%, penduduk miskin lainnya {served_other_poor}%.
fairness constraint - observation training in the village hall
Limited seats were taken by well-off families.
Kursi yang terbatas diambil keluarga yang sudah mapan.
fairness constraint - fgd FGD in Contoh Selatan
Labourers were neither told nor invited.
Buruh tidak diberi tahu, apalagi diundang.
external_factors constraint - interview four offices
Sector targets bind every office; left out of the causal map, as nobody here can change them.
Target sektor mengikat tiap dinas; tidak masuk peta sebab-akibat karena tak bisa diubah di sini.
regulation constraint - document decree on the Pokja
The decree sets up a Pokja but asks for no joint plan and no shared goal.
Surat keputusan membentuk Pokja, tetapi tidak mewajibkan rencana dan tujuan bersama.
"""

# Cause, effect, basis, source. One feedback loop: trust, communication, community participation.
LINKS = """
collaborative_capability collaborative_planning finding FGD in Contoh Pusat
collaborative_capability collaborative_planning claim interview, members of the Pokja
collaborative_capability leadership claim interview, two offices
collaborative_capability regulation finding FGD in Contoh Pusat
regulation collaborative_planning finding decree on the Pokja
regulation legitimacy table problem table of the FGD, row 1
collaborative_planning shared_goal finding FGD in Contoh Pusat
collaborative_planning collaboration_system finding FGD in Contoh Pusat
collaborative_planning legitimacy table problem table of the FGD, row 2
leadership commitment claim interview, two offices
shared_goal conflict_of_interest finding FGD in Contoh Pusat
shared_goal readiness table problem table of the FGD, row 3
collaboration_system readiness finding FGD in Contoh Pusat
collaboration_system readiness table problem table of the FGD, row 3
collaboration_system fairness finding FGD in Contoh Selatan
conflict_of_interest commitment finding interview, cooperatives and trade office
readiness commitment finding interview, fisheries office
legitimacy trust claim interview, village governments
fairness community_participation finding FGD in Contoh Selatan
trust communication finding FGD in Contoh Utara
communication community_participation table problem table of the FGD, row 4
community_participation trust finding FGD in Contoh Tengah
readiness synergism finding FGD in Contoh Pusat
commitment synergism table problem table of the FGD, row 5
community_participation synergism finding FGD in Contoh Tengah
"""

# Indicator; then what to know beside its judgement.
EXCEPTIONS = """
production
Measured as rice yield, and only in the {rice_households} rice households of the survey.
Diukur dari hasil padi, hanya pada {rice_households} rumah tangga padi dalam survei.
income
Lower in {worse_off} of {homes} households; rice households {rice_rise} % up, others {other_rise} %.
{worse_off} dari {homes} rumah tangga turun; petani padi naik {rice_rise}%, lainnya {other_rise}%.
benefit_to_poor
Served: {reach_centre} % of the poor in the centre, {reach_hinterland} % in the hinterland.
Terjangkau: {reach_centre}% penduduk miskin di desa pusat, {reach_hinterland}% di hinterland.
"""
# Measure, value, lowest, highest, year, unit, as printed, source; those of the survey are computed.
FIGURES = """
villages 6 - - {after} villages | enam desa | map of the area
population 9640 - - {after} persons | 9.640 jiwa | area in figures
families 2710 - - {after} families | 2.710 KK | area in figures
farmers 64 - - {after} percent of families | 64% | area in figures
farm_labourers 21 - - {after} percent of families | 21% | area in figures
not_farming 15 - - {after} percent of families | 15% | area in figures
rice_harvests_before 1 - - {before} harvests per year | sekali setahun | FGD in Contoh Tengah
rice_harvests_after - 1 2 {after} harvests per year | 1-2 kali setahun | FGD in Contoh Tengah
distance_farthest_village 23 - - {after} km from Contoh Pusat | 23 km | map of the area
"""

# Field, value in English, value in Indonesian, source.
ABOUT = """
name | Kawasan Contoh | Kawasan Contoh | name of this case
fictional | yes | yes | this case
notice | {notice_en} | {notice_id} | this case
date | 2024-11-18 | 2024-11-18 | assessment meeting of the Pokja
round | 1 | 1 | assessment meeting of the Pokja
assessed_by | Pokja with a field team | Pokja bersama tim lapangan | assessment meeting of the Pokja
villages_centre | {centre} | {centre} | map of the area
villages_hinterland | {hinterland} | {hinterland} | map of the area
main_commodities | rice; fish; vegetables; cassava | padi; ikan; sayur; singkong | area plan
period_before | {before} | {before} | household survey
period_after | {after} | {after} | household survey
"""
NOTICE = (
    "Everything about this area is invented for teaching: places, offices, words and figures.",
    "Semua tentang kawasan ini rekaan untuk belajar: tempat, dinas, ucapan, dan angkanya.",
)
UNITS = {  # of what was measured and has no benchmark, or another unit than its benchmark
    "served": (
        "1 = took part in or gained from an activity; 0 = did not",
        "1 = ikut atau mendapat manfaat dari suatu kegiatan; 0 = tidak",
    ),
    "benefit": (
        "thousand rupiah per household in the year of the survey",
        "ribu rupiah per rumah tangga dalam tahun survei",
    ),
}
NOT_MEASURED = ("Not measured in this round.", "Tidak diukur pada putaran ini.")


# -- Reading the texts -----------------------------------------------------------------------------


def lines(text):
    return text.strip().splitlines()


def blanked(cells):
    """The cells, with "-" for a blank one read as blank."""
    return ["" if cell == "-" else cell for cell in cells]


def triples(text, fields, numbers):
    """Records of three lines: fields (the last may hold blanks), English, Indonesian."""
    rows = iter(lines(text))
    for head, en, id_ in zip(rows, rows, rows, strict=True):
        cells = blanked(head.split(maxsplit=fields - 1))
        yield cells, filled(en, numbers), filled(id_, numbers, decimal=",")


def filled(text, numbers, decimal="."):
    """The text with its numbers: whole ones as they are, others with one decimal."""
    words = {
        name: str(value) if isinstance(value, int) else f"{value:.1f}".replace(".", decimal)
        for name, value in numbers.items()
    }
    return text.format(**words)


def fictional(where):
    return f"fictional: {where}"


# -- Households ------------------------------------------------------------------------------------


def draw_households():
    """The households of the survey; under each indicator (before, after), or the value after."""
    # Only .random() keeps its sequence in every version of Python; normals come from it.
    rng = random.Random(SEED)

    def normal(mean, deviation):
        return NormalDist(mean, deviation).inv_cdf(rng.random())

    households = []
    for village, (zone, size) in VILLAGES.items():
        for _ in range(size):
            standing = normal(0, 1)
            households.append(
                {
                    "unit": f"h{len(households) + 1:03d}",
                    "village": village,
                    "zone": zone,
                    "standing": standing,
                    "first": round(MEDIAN_INCOME[zone] * math.exp(SPREAD * standing)),
                    "rice": rng.random() < RICE_SHARE,
                    "lot": rng.random(),
                }
            )
    mark_poor(households)
    serve(households)
    for home in households:
        measure(home, normal)
    return households


def mark_poor(households):
    ranked = sorted(households, key=lambda home: home["first"])
    threshold = ranked[round(POOREST_SHARE * len(ranked)) - 1]["first"]
    for home in households:
        home["poor"] = home["first"] < POVERTY_LINE
        home["poorest"] = home["first"] <= threshold
        home["status"] = "poorest" if home["poorest"] else "poor" if home["poor"] else "not poor"


def serve(households):
    """Serve the declared share of each zone and status; the lot decides who."""
    for (zone, status), share in SHARE_SERVED.items():
        homes = [home for home in households if (home["zone"], home["status"]) == (zone, status)]
        homes.sort(key=lambda home: home["lot"])
        for place, home in enumerate(homes):
            home["served"] = int(place < round(share * len(homes)))


def measure(home, normal):
    zone, first = home["zone"], home["first"]
    growth = GROWTH[zone] + RICE_GROWTH * home["rice"] + SERVED_GROWTH * home["served"]
    home["income"] = (first, round(first * math.exp(growth + normal(0, 0.09))))
    cost = 255 * math.sqrt(first / 450) * math.exp(normal(0, 0.1))
    home["basic_needs_cost"] = (round(cost), round(cost * (1 + normal(-0.03, 0.03))))
    if home["rice"]:
        tonnes = max(1.5, normal(3.1, 0.4))
        home["rice_yield"] = (round(tonnes, 1), round(tonnes + max(-0.3, normal(1.0, 0.4)), 1))
    for capital, scores in SCORES.items():
        level, gain = scores[zone == "hinterland"]
        before = normal(level + 4 * home["standing"], 8)
        after = before + normal(gain, 3)
        home[f"{capital}_capital"] = tuple(
            min(100, max(1, round(score))) for score in (before, after)
        )
    # Limited seats are worth more and go to the better-off.
    worth = (350 if home["poor"] else 600) * math.exp(normal(0, 0.4))
    home["benefit"] = round(worth) if home["served"] else 0


def mean(homes, indicator, period):
    return fmean(home[indicator][period] for home in homes)


def change(homes, indicator):
    """Relative change of the mean, before to after."""
    return mean(homes, indicator, 1) / mean(homes, indicator, 0) - 1


def share(homes, indicator="served"):
    return fmean(home[indicator] for home in homes)


def zones(homes):
    return {zone: [h for h in homes if h["zone"] == zone] for zone in ("centre", "hinterland")}


def percent(value):
    return round(100 * value)


def cited(homes, activities, participation):
    """The numbers that texts of other tables cite."""
    poor = [home for home in homes if home["poor"]]
    rice = [home for home in homes if home["rice"]]
    limited = {row[0] for row in activities if row[5] == "limited"}
    labourers = [row[2] for row in participation if row[0] == "landless_labourers"]
    elite = [row[2] for row in participation if row[0] == "village_elite" and row[1] in limited]
    return {
        "activities": len(activities),
        "outside_clusters": sum(row[4] == "" for row in activities),
        "open_seats": sum(row[5] == "open" for row in activities),
        "rated": len(labourers),
        "labourers_low": sum(rung <= 2 for rung in labourers),
        "rated_limited": len(elite),
        "elite_controls": elite.count(6),
        "homes": len(homes),
        "rice_households": len(rice),
        "income_before": round(mean(homes, "income", 0)),
        "income_after": round(mean(homes, "income", 1)),
        "worse_off": sum(after < before for before, after in (h["income"] for h in homes)),
        "rice_rise": percent(change(rice, "income")),
        "other_rise": percent(change([h for h in homes if not h["rice"]], "income")),
        "yield_before": mean(rice, "rice_yield", 0),
        "yield_after": mean(rice, "rice_yield", 1),
        "reach_poor": percent(share(poor)),
        "served_poorest": percent(share([home for home in poor if home["poorest"]])),
        "served_other_poor": percent(share([home for home in poor if not home["poorest"]])),
        **{f"income_rise_{z}": percent(change(h, "income")) for z, h in zones(homes).items()},
        **{f"reach_{z}": percent(share(h)) for z, h in zones(poor).items()},
    }


# -- One function per table ------------------------------------------------------------------------


def make_about(homes):
    names = {
        zone: "; ".join(village for village, (where, _) in VILLAGES.items() if where == zone)
        for zone in MEDIAN_INCOME
    }
    words = {"before": BEFORE, "after": AFTER, "notice_en": NOTICE[0], "notice_id": NOTICE[1]}
    rows = [line.split(" | ") for line in lines(ABOUT.format(**words, **names))]
    threshold = max(home["income"][0] for home in homes if home["poorest"])
    declared = {  # field: value, unit or meaning
        "poverty_line": (POVERTY_LINE, f"{MONEY[0]}, before; poor if below"),
        "poorest_share": (POOREST_SHARE, "share of households, lowest incomes before"),
        "tolerance_even": (TOLERANCE, "largest difference between the zones that counts as even"),
        **{f"benchmark_{name}": found[:2] for name, found in BENCHMARKS.items()},
    }
    for field, (value, meaning) in declared.items():
        rows.append((field, value, value, f"declared by the Pokja before the survey; {meaning}"))
    rows.append(
        (
            "poorest_threshold",
            threshold,
            threshold,
            f"household survey, from poorest_share; {MONEY[0]}, before; poorest if not above",
        )
    )
    units = {name: unit for name, (_, *unit) in BENCHMARKS.items()} | UNITS
    rows += [(f"unit_{name}", *unit, "household survey") for name, unit in units.items()]
    return [(*cells, fictional(source)) for *cells, source in rows]


def make_components():
    """The components and their activities, which stand in one text."""
    components, activities = [], []
    listed = fictional("list of components of the Pokja")
    for line in lines(COMPONENTS):
        if line.startswith(" "):
            owner = components[-1][0]
            key, cluster, seats, names = blanked(line.split(maxsplit=3))
            source = fictional(f"work plans of three years, {owner.replace('_', ' ')}")
            cells = (*names.split(" | "), cluster, seats, "stated", "", source, "")
            activities.append((key, owner, *cells))
        else:
            key, sector, names = line.split(maxsplit=2)
            components.append((key, sector, len(components) + 1, *names.split(" | "), "", listed))
    return components, activities


def make_participation():
    rows = []
    for line in lines(PARTICIPATION):
        activity, kind, *rungs = line.split()
        source = fictional(PARTICIPATION_SOURCE[kind])
        for group, rung in zip(GROUPS.split(), rungs, strict=True):
            rows.append((group, activity, int(rung), kind, source))
    return rows


def make_judgements(numbers):
    return [
        (*cells, en, id_, fictional(source))
        for (*cells, source), en, id_ in triples(JUDGEMENTS, 5, numbers)
    ]


def levels_of_evidence():
    """Finding → levels, contested, why in English and Indonesian."""
    rows = ([part.strip() for part in line.split("|")] for line in lines(EVIDENCE_LEVELS))
    heads = ((head.split(maxsplit=1), why) for head, *why in rows)
    return {
        key: (levels.strip("-"), "yes" if why else "", *(why or ("", "")))
        for (key, levels), why in heads
    }


def make_evidence(numbers):
    levels = levels_of_evidence()
    return [
        (key := f"e{number:02d}", *claim, en, id_, *levels[key], kind, fictional(source))
        for number, ((*claim, kind, source), en, id_) in enumerate(
            triples(EVIDENCE, 5, numbers), start=1
        )
    ]


def make_factors(numbers):
    return [
        (*claim, en, id_, kind, fictional(source))
        for (*claim, kind, source), en, id_ in triples(FACTORS, 5, numbers)
    ]


def make_links():
    rows = (line.split(maxsplit=3) for line in lines(LINKS))
    return [(*cells, fictional(source)) for *cells, source in rows]


def judge(homes, indicator, polarity):
    """Direction, breadth, optimal and even of one measured indicator; rules in the docstring."""
    benchmark = BENCHMARKS[indicator][0]
    if indicator == "served":
        poor = [home for home in homes if home["poor"]]
        direction, better, reached = "", share(poor), share(poor) >= benchmark
        compared = [share(part) for part in zones(poor).values()]
    else:
        homes = [home for home in homes if indicator in home]
        moved = change(homes, indicator)
        direction = "same" if abs(moved) < 0.01 else "rise" if moved > 0 else "fall"
        better = fmean(polarity * (home[indicator][1] - home[indicator][0]) > 0 for home in homes)
        reached = polarity * (mean(homes, indicator, 1) - benchmark) >= 0
        compared = [change(part, indicator) for part in zones(homes).values()]
    breadth = "most" if better > 0.5 else "part"
    even = abs(compared[0] - compared[1]) <= TOLERANCE
    return direction, breadth, "yes" if reached else "no", "yes" if even else "no"


def judge_group(judged):
    """The judgement of a group of indicators, from (polarity, judgement) of each one measured."""
    signs = {"rise": 1, "fall": -1, "same": 0}
    turns = {polarity * signs[found[0]] for polarity, found in judged if found[0]}
    words = {1: "rise", -1: "fall", 0: "same"}
    direction = words[turns.pop()] if len(turns) == 1 else "mixed" if turns else ""
    _, breadth, optimal, even = zip(*(found for _, found in judged), strict=True)
    return (
        direction,
        "part" if "part" in breadth else "most",
        "no" if "no" in optimal else "yes",
        "no" if "no" in even else "yes",
    )


def make_effects(homes, numbers):
    with (DATASETS / "framework" / "effect_indicators.csv").open(encoding="utf-8") as file:
        indicators = list(csv.DictReader(file))
    notes = {cells[0]: (en, id_) for cells, en, id_ in triples(EXCEPTIONS, 1, numbers)}
    survey = fictional("household survey")
    rows = []
    for group in dict.fromkeys(row["effect_group"] for row in indicators):
        judged, parts = [], []
        for row in (row for row in indicators if row["effect_group"] == group):
            name = row["indicator"]
            measured = MEASURED_AS.get(name, name)
            if measured in BENCHMARKS:
                found = judge(homes, measured, int(row["polarity"]))
                judged.append((int(row["polarity"]), found))
                parts.append((group, name, *found, *notes.get(name, ("", "")), survey))
            else:
                parts.append((group, name, "", "", "", "", *NOT_MEASURED, survey))
        few = (
            f"Judged on {len(judged)} of {len(parts)} indicators.",
            f"Dinilai dari {len(judged)} dari {len(parts)} indikator.",
        )
        note = few if len(judged) < len(parts) else ("", "")
        rows += [(group, "", *judge_group(judged), *note, survey), *parts]
    return rows


def make_figures(homes):
    rows = []
    for line in lines(FIGURES.format(before=BEFORE, after=AFTER)):
        *cells, rest = line.split(maxsplit=5)
        rows.append((*blanked(cells), *rest.split(" | ")))
    still = fmean(home["income"][1] < POVERTY_LINE for home in homes)
    found = [
        ("survey_households", len(homes), AFTER, "households"),
        ("poor_before", percent(share(homes, "poor")), BEFORE, "percent of households surveyed"),
        ("poor_after", percent(still), AFTER, "percent of households surveyed"),
    ]
    for zone, part in zones(homes).items():
        poor = [home for home in part if home["poor"]]
        found += [
            (f"mean_income_before_{zone}", round(mean(part, "income", 0)), BEFORE, MONEY[0]),
            (f"mean_income_after_{zone}", round(mean(part, "income", 1)), AFTER, MONEY[0]),
            (f"poor_served_{zone}", percent(share(poor)), AFTER, "percent of the poor households"),
        ]
    for measure, value, year, unit in found:
        rows.append((measure, value, "", "", year, unit, "", "household survey"))
    return [
        (measure, value, lowest, highest, unit, year, "", printed, "", fictional(source))
        for measure, value, lowest, highest, year, unit, printed, source in rows
    ]


def make_measurements(homes):
    rows = []
    for home in homes:
        flags = ["yes" if home[flag] else "no" for flag in ("poor", "poorest")]
        who = (home["unit"], home["village"], home["zone"], *flags)
        for indicator in (*BENCHMARKS, "benefit"):
            found = home.get(indicator)
            if isinstance(found, tuple):
                rows += [
                    (*who, indicator, period, value, "yes")
                    for period, value in zip(("before", "after"), found, strict=True)
                ]
            elif found is not None:
                rows.append((*who, indicator, "after", found, "yes"))
    return rows


def make_tables():
    homes = draw_households()
    components, activities = make_components()
    participation = make_participation()
    numbers = cited(homes, activities, participation)
    return {
        "about": make_about(homes),
        "components": components,
        "activities": activities,
        "judgements": make_judgements(numbers),
        "evidence": make_evidence(numbers),
        "participation": participation,
        "effects": make_effects(homes, numbers),
        "factors": make_factors(numbers),
        "links": make_links(),
        "figures": make_figures(homes),
        "measurements": make_measurements(homes),
    }


def main(folder=DATASETS / "contoh"):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in make_tables().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[name].split())
            writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:2])
