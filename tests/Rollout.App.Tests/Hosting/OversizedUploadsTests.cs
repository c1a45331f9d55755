using System.Net;
using System.Text;
using Rollout.Domain.Infosessions;
using Rollout.Testing;
using Rollout.App.Tests.Modules.Infosessions;

namespace Rollout.App.Tests.Hosting;

/// <summary>A file over the limit is told its size and the limit where it was chosen, and what was typed beside it stays.</summary>
public sealed class OversizedUploadsTests
{
    [Theory]
    [InlineData(400_000)]
    [InlineData(1_600_000)]
    [InlineData(40_000_000)]
    public async Task A_file_over_the_limit_is_refused_at_its_field_with_both_sizes_and_the_text_is_kept(int over)
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var lead = bed.App.Visitor(bed.Lead);
        var bytes = new byte[Material.LargestFile + over];
        Encoding.ASCII.GetBytes("%PDF-1.7").CopyTo(bytes, 0);

        var page = await lead.UploadAsync(await lead.GetAsync($"/topics/{bed.Topic.Id}/material"), "material", ("File", "slides.pdf", bytes), ("Name", "The slides of Gent"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("class=\"err\" id=\"File-error\"", page.Html, StringComparison.Ordinal);
        Assert.Matches($@"This file has [0-9.]+\sMB; at most {Material.LargestFile / 1_000_000}\sMB can be sent", page.Text);
        Assert.Contains("value=\"The slides of Gent\"", page.Html, StringComparison.Ordinal);
        await using var db = bed.Database.CreateDbContext();
        Assert.Empty(db.Materials);
    }

    [Fact]
    public async Task A_file_over_the_limit_from_elsewhere_is_a_forged_form_like_any_other()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var lead = bed.App.Visitor(bed.Lead);
        var page = await lead.GetAsync($"/topics/{bed.Topic.Id}/material");
        lead.Cookies.Remove("rollout-form");

        var answer = await lead.UploadAsync(page, "material", ("File", "slides.pdf", new byte[Material.LargestFile + 2_000_000]), ("Name", "The slides"));

        await using var db = bed.Database.CreateDbContext();
        Assert.Empty(db.Materials);
        Assert.Contains("Nothing has been sent yet", answer.Text, StringComparison.Ordinal);
    }
}
