"""Who does what today, what is needed, what stayed open, what is asked of whom."""

from django.urls import URLPattern, path

from himaya.web.roundtable.practice import maps, needs, open_questions, packets, sessions, statements

routes: list[URLPattern] = [
    path("practice/", maps.listed, name="practice_maps"),
    path("practice/<uuid:map_id>/", maps.one, name="practice_map"),
    path("practice/steps/<uuid:step_id>/<slug:institution_id>/", statements.one, name="statement"),
    path("cycles/<uuid:cycle_id>/practice/new/", maps.new, name="practice_map_new"),
    path("cycles/<uuid:cycle_id>/needs/new/", needs.new, name="need_new"),
    path("needs/", needs.listed, name="needs"),
    path("needs/<uuid:need_id>/", needs.one, name="need"),
    path("tables/<uuid:table_id>/needs/", needs.listed, name="needs"),
    path("tables/<uuid:table_id>/session/", sessions.page, name="session"),
    path("tables/<uuid:table_id>/session/<slug:what>/", sessions.add, name="session_add"),
    path("experts/<uuid:expert_id>/remove/", sessions.remove_expert, name="expert_remove"),
    path("material/<uuid:material_id>/remove/", sessions.remove_material, name="material_remove"),
    path("questions/<uuid:question_id>/", open_questions.one, name="question"),
    path("tables/<uuid:table_id>/packet/", packets.packet, name="packet"),
    path("tables/<uuid:table_id>/packet/<slug:institution_id>/", packets.packet, name="packet"),
    path("tables/<uuid:table_id>/restitution/", packets.restitution, name="restitution"),
]
