using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Catalogue;

/// <summary>Links and files to take home.</summary>
public sealed class MaterialTests
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7 slides");

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_file_is_an_attachment_for_everyone_who_signed_in_once_the_topic_is_open(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var closed = AnInfosession.Topic("Not yet open", open: false);
        bed.Database.Given(closed);
        var (open, secret) = (await AddAsync(bed, bed.Topic, "../we\"ird\r\nname.pdf"), await AddAsync(bed, closed, "secret.pdf"));
        var person = bed.App.Visitor(bed.Colleagues(1)[0]);

        var file = await person.GetAsync(open);
        Assert.Equal("%PDF-1.7 slides", file.Html);
        Assert.StartsWith("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("15", file.Headers["Content-Length"]);
        Assert.Equal("nosniff", file.Headers["X-Content-Type-Options"]);
        Assert.StartsWith("/sign-in", (await bed.App.Visitor().GetAsync(open)).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync(secret)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync(secret.Replace(closed.Id.Value.ToString(), bed.Topic.Id.Value.ToString(), StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.OK, (await bed.App.Visitor(bed.Joost).GetAsync(secret)).Status);

        await using var db = bed.Database.CreateDbContext();
        Assert.Equal("weirdname.pdf", db.Materials.Single(m => m.Topic == bed.Topic.Id).FileName);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Slides_of_fifty_megabytes_come_back_as_they_were_from_beside_the_embedded_database_or_from_PostgreSQL_and_are_gone_once_removed(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var lead = bed.App.Visitor(bed.Lead);
        var path = $"/topics/{bed.Topic.Id.Value}/material";
        var slides = new byte[Material.LargestFile];
        new Random(7).NextBytes(slides);
        Pdf.CopyTo(slides, 0);

        var page = await lead.FollowAsync(await lead.UploadAsync(await lead.GetAsync(path), "material", ("File", "slides.pdf", slides), ("Name", "The slides")));
        Assert.Contains("slides.pdf, 50 MB", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var id = page.Html.Split($"href=\"{path}/")[1].Split('"')[0];
        Assert.Equal(Convert.ToHexString(SHA256.HashData(slides)), await lead.DigestAsync($"{path}/{id}"));

        await using var db = bed.Database.CreateDbContext();
        var folder = Path.Combine(bed.Database.Folder, "material");
        Assert.Equal(kind == Database.Sqlite ? 0 : 96, db.MaterialParts.Count());
        Assert.Equal(kind == Database.Sqlite, Directory.Exists(folder) && Directory.GetFiles(folder).Length == 1);
        await lead.SubmitAsync(page, $"{path}/{id}/remove");
        Assert.Equal(0, db.MaterialParts.Count());
        Assert.False(Directory.Exists(folder) && Directory.GetFiles(folder).Length > 0);
    }

    [Fact]
    public async Task A_file_that_a_broken_off_upload_left_is_deleted_after_an_hour_and_nothing_else_is()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var kept = await AddAsync(bed, bed.Topic, "slides.pdf");
        var folder = Path.Combine(bed.Database.Folder, "material");
        var (orphan, others) = (Path.Combine(folder, MaterialId.New().ToString()), Path.Combine(folder, "notes.txt"));
        await File.WriteAllBytesAsync(orphan, Pdf);
        await File.WriteAllBytesAsync(others, Pdf);
        foreach (var path in Directory.GetFiles(folder))
        {
            File.SetLastWriteTimeUtc(path, bed.Clock.Now.ToDateTimeUtc());
        }

        async Task SweepAsync(int minutes)
        {
            bed.Clock.Now += Duration.FromMinutes(minutes);
            await bed.App.Services.GetRequiredService<SweepMaterial>().RunAsync();
        }

        await SweepAsync(minutes: 59);
        Assert.True(File.Exists(orphan)); // its row may still come
        await SweepAsync(minutes: 2);

        Assert.Equal((false, true), (File.Exists(orphan), File.Exists(others)));
        Assert.Equal("%PDF-1.7 slides", (await bed.App.Visitor(bed.Lead).GetAsync(kept)).Html);
    }

    [Fact]
    public async Task A_file_that_the_first_version_kept_is_still_downloaded()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var kept = Material.Keep(bed.Topic.Id, "The slides", "slides.pdf", Pdf, Pdf.Length, 0, A.Monday);
        bed.Database.Given(kept, new MaterialFile(kept.Id, Pdf));

        Assert.Equal("%PDF-1.7 slides", (await bed.App.Visitor(bed.Lead).GetAsync($"/topics/{bed.Topic.Id}/material/{kept.Id}")).Html);
    }

    [Theory]
    [InlineData("page.html", "<script>alert(1)</script>")]
    [InlineData("slides.pdf", "MZ this is a program")]
    [InlineData("drawing.svg", "<svg onload=alert(1)>")]
    [InlineData("empty.pdf", "")]
    public void What_could_run_or_is_not_what_it_says_is_refused(string name, string content)
    {
        var bytes = Encoding.ASCII.GetBytes(content);
        Refused.By(content.Length == 0 ? TopicRules.MaterialIsAFile : TopicRules.MaterialIsOfAKnownKind, () => Material.Keep(TopicId.New(), "Slides", name, bytes, bytes.Length, 0, A.Monday));
    }

    [Fact]
    public void A_file_too_large_a_link_that_is_none_and_too_many_are_refused()
    {
        Refused.By(TopicRules.MaterialIsNotTooLarge, () => Material.Keep(TopicId.New(), "Slides", "a.pdf", Pdf, Material.LargestFile + 1, 0, A.Monday));
        Refused.By(TopicRules.MaterialIsAnAddress, () => Material.LinkTo(TopicId.New(), "Film", "javascript:alert(1)", 0, A.Monday));
        Refused.By(TopicRules.MaterialIsAnAddress, () => Material.LinkTo(TopicId.New(), "Film", "", 0, A.Monday));
        Refused.By(TopicRules.NotTooMuchMaterial, () => Material.LinkTo(TopicId.New(), "Film", "https://film.example", Material.MostOfOneTopic, A.Monday));
        Refused.By(TopicRules.MaterialNeedsAName, () => Material.LinkTo(TopicId.New(), " ", "https://film.example", 0, A.Monday));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_adds_and_removes_in_the_browser_and_keeps_what_was_typed(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var lead = bed.App.Visitor(bed.Lead);
        var path = $"/topics/{bed.Topic.Id.Value}/material";

        var page = await lead.UploadAsync(await lead.GetAsync(path), "material", ("File", "run.exe", "MZ"u8.ToArray()), ("Name", "The tool"), ("Link", ""));
        Assert.Contains("Choose a file of one of these kinds: pdf", page.Text, StringComparison.Ordinal);
        Assert.Contains("The tool", page.Html, StringComparison.Ordinal);
        page = await lead.FollowAsync(await lead.UploadAsync(page, "material", null, ("Name", "The film"), ("Link", "https://film.example/a")));
        Assert.Contains("The film", page.Text, StringComparison.Ordinal);

        await using var db = bed.Database.CreateDbContext();
        var id = db.Materials.Single().Id.Value;
        Assert.Equal("/denied", (await bed.App.Visitor(bed.Joost).GetAsync(path)).Location?.Split('?')[0]);
        await lead.SubmitAsync(page, $"{path}/{id}/remove");
        Assert.Empty(db.Materials);
    }

    private static async Task<string> AddAsync(InfosessionTestBed bed, Topic topic, string fileName)
    {
        var lead = bed.App.Visitor(bed.Lead);
        var path = $"/topics/{topic.Id.Value}/material";
        var file = new FormFileOf(fileName, Pdf);
        await bed.ActAsync<Rollout.App.Modules.Infosessions.Catalogue.AddMaterial>(bed.Lead, a => a.RunAsync(topic.Id, "The slides", null, file.File));
        var page = await lead.GetAsync(path);
        return page.Html.Split($"href=\"{path}/")[1].Split('"')[0] is var id ? $"{path}/{id}" : "";
    }

    private sealed record FormFileOf(string Name, byte[] Bytes)
    {
        public Microsoft.AspNetCore.Http.IFormFile File => new Microsoft.AspNetCore.Http.FormFile(new MemoryStream(Bytes), 0, Bytes.Length, "File", Name);
    }
}
