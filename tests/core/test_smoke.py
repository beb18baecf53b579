def test_home(world, browser, count_queries):
    b = browser(world.aigerim)
    for p in ("/", "/courses/", "/certificates/", "/courses/small", "/gallery"):
        with count_queries() as q:
            b.page(p)
        print(p, len(q))
    y = browser(world.yerlan)
    for p in ("/admin/people", "/admin/roles", "/admin/journal", "/manage/"):
        with count_queries() as q:
            r = y.get(p)
        print(p, r.status_code, len(q))
    d = browser(world.dana)
    print(d.get("/author/").status_code)
    print(d.get("/author/small").status_code)
