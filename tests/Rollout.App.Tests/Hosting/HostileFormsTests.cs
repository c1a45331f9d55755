using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Demo;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>
/// Submits every form that can be reached in the demo, with each field in turn filled with values no browser would send: they may be refused, but nothing may
/// break.
/// </summary>
public sealed partial class HostileFormsTests
{
    private const int MostPages = 150;

    private static readonly string[] Nonsense =
    [
        "", "\0<script>alert(1)</script>\ud83d\ude00\u202e" + new string('x', 20_000), "-1", "99999999999999999999", "00000000-0000-0000-0000-000000000000", "9999-12-31", "25:99", "{0}", "[null]",
    ];

    /// <summary>In one company, the employee first: what the lead's nonsense changes is not in the employee's way.</summary>
    [Fact]
    public async Task No_form_breaks_on_nonsense()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<MakeDemo>().RunAsync("plegt-vos");
        }

        await using var db = database.CreateDbContext();
        await WalkAsync(app, await db.People.FirstAsync(p => !p.IsLead && !p.IsFacilitator && p.Email != null), atLeast: 80);
        await WalkAsync(app, await db.People.FirstAsync(p => p.IsLead), atLeast: 800);
    }

    private static async Task WalkAsync(RunningApp app, Person who, int atLeast)
    {
        var walk = new Walk(app.Visitor(who));

        await walk.RunAsync();

        Assert.True(walk.Broken.Count == 0, string.Join(Environment.NewLine, walk.Broken));
        Assert.True(walk.Sent >= atLeast, $"only {walk.Sent} were sent as {who.Name}");
    }

    private sealed class Walk(Visitor visitor)
    {
        private readonly HashSet<string> _known = [];
        private readonly HashSet<string> _forms = [];
        private readonly Queue<string> _paths = new();

        public List<string> Broken { get; } = [];

        public int Sent { get; private set; }

        public async Task RunAsync()
        {
            Find("/");
            for (var pages = 0; pages < MostPages && _paths.TryDequeue(out var path); pages++)
            {
                var page = await LookAsync(path);
                var document = await new HtmlParser().ParseDocumentAsync(page.Html);
                foreach (var link in document.QuerySelectorAll("a[href^='/']"))
                {
                    Find(link.GetAttribute("href")!.Split('#')[0]);
                }

                foreach (var form in document.QuerySelectorAll("form").OfType<IHtmlFormElement>())
                {
                    await TryAsync(path, form);
                }
            }
        }

        private async Task TryAsync(string path, IHtmlFormElement form)
        {
            var action = form.GetAttribute("action") is { Length: > 0 } elsewhere ? elsewhere : path;
            var fields = form.Elements.Select(e => (Name: e.GetAttribute("name") ?? "", Value: ValueOf(e))).Where(f => f.Name.Length > 0).ToList();
            // Signing out would end the crawl.
            if (action == "/sign-out" || !_forms.Add(Shape(action) + string.Join('&', fields.Select(f => f.Name).Distinct().Order())))
            {
                return;
            }

            foreach (var name in fields.Select(f => f.Name).Where(n => n is not ("__RequestVerificationToken" or "_handler")).Distinct())
            {
                foreach (var nonsense in Nonsense)
                {
                    var sent = fields.Where(f => f.Name != name).Append((name, nonsense)).Select(f => KeyValuePair.Create(f.Item1, f.Item2));
                    var what = $"{form.Method} {action} with {name} = {nonsense[..Math.Min(40, nonsense.Length)]}";
                    if (string.Equals(form.Method, "get", StringComparison.OrdinalIgnoreCase))
                    {
                        Note(what, await visitor.GetAsync(action.Split('?')[0] + "?" + string.Join('&', sent.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value.Length > 4_000 ? f.Value[..4_000] : f.Value)}"))));
                    }
                    else
                    {
                        Note(what, await visitor.PostAsync(action, sent));
                    }
                }
            }
        }

        private async Task<Page> LookAsync(string path)
        {
            var page = await visitor.GetAsync(path);
            Note("GET " + path, page);
            return page;
        }

        private void Note(string what, Page page)
        {
            Sent++;
            if ((int)page.Status >= 500)
            {
                Broken.Add($"{what}: {page.Status}");
            }
        }

        private void Find(string path)
        {
            if (_known.Add(Shape(path)))
            {
                _paths.Enqueue(path);
            }
        }

        // Pages that differ only in an id count as one.
        private static string Shape(string path) => Numbers().Replace(Ids().Replace(path.Split('?')[0], "*"), "*");

        private static string ValueOf(AngleSharp.Dom.IElement element) => element switch
        {
            IHtmlInputElement { IsChecked: false, Type: "checkbox" or "radio" } => "",
            IHtmlInputElement input => input.Value,
            IHtmlSelectElement select => select.Value ?? "",
            IHtmlTextAreaElement text => text.Value,
            IHtmlButtonElement button => button.Value,
            _ => "",
        };
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
