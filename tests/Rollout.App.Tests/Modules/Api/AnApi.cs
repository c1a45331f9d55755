using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Api;

/// <summary>A running installation with an ambassador, a colleague and an infosession, and another system that asks it.</summary>
internal sealed class AnApi : IAsyncDisposable
{
    private static readonly HttpClient Plain = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private AnApi(Database kind) => Database = TestDatabase.On(kind);

    public TestDatabase Database { get; }
    public StoppedClock Clock { get; } = new(A.Monday);
    public Branch Gent { get; } = A.Branch();
    public Person Lead { get; private set; } = null!;
    public Person Sanne { get; private set; } = null!;
    public Person Bas { get; private set; } = null!;
    public Infosession Session { get; private set; } = null!;
    public RunningApp App { get; private set; } = null!;

    /// <summary>The token that is sent; none when empty.</summary>
    public string Token { get; set; } = "";

    public static async Task<AnApi> StartAsync(Database kind, ApiScopes scopes = (ApiScopes)255, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? replace = null)
    {
        var the = new AnApi(kind);
        (the.Lead, the.Sanne, the.Bas) = (A.Lead(the.Gent), A.Person(the.Gent, "Sanne de Bruijn"), A.Person(the.Gent, "Bas van Loon"));
        var facilitator = AnInfosession.Facilitator(the.Gent);
        var topic = AnInfosession.Topic();
        the.Session = AnInfosession.Of(topic, the.Gent, facilitator, seats: 1);
        the.Database.Given(A.Rollout(), the.Gent, the.Lead, the.Sanne, the.Bas, facilitator, topic, the.Session);
        the.Token = the.Client("Intranet", scopes);
        the.App = await RunningApp.StartAsync(the.Database, the.Clock, settings, builder =>
        {
            RunningApp.WithoutJobs(builder);
            replace?.Invoke(builder.Services);
        });
        return the;
    }

    /// <returns>The token of another client.</returns>
    public string Client(string name, ApiScopes scopes)
    {
        var secret = BearerToken.NewSecret();
        Database.Given(ApiClient.Make(name, secret, scopes, 30, Lead.Id, Clock.Now));
        return secret;
    }

    /// <summary>Bas accepted Sanne's invitation.</summary>
    public void BasAccepts()
    {
        var sanne = Ambassador.Appoint(Sanne.Id, 10, new(2026, 11, 2), new(2026, 12, 7), AmbassadorCode.Create("Sanne"), new(2026, 11, 2), A.Monday);
        var invitation = Invitation.ByComing(sanne.Id, Bas.Id, InvitationChannel.Qr, A.Monday);
        invitation.Accept(A.Monday);
        Database.Given(sanne, invitation);
    }

    public HttpClient Http()
    {
        var http = new HttpClient { BaseAddress = App.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return http;
    }

    public async Task<JsonNode> GetAsync(string path) => (await SendAsync("GET", path)).Body;

    /// <param name="path">Below /api/v1/, or from the root.</param>
    public async Task<(HttpResponseMessage Response, JsonNode Body)> SendAsync(
        string method, string path, HttpStatusCode expected = HttpStatusCode.OK, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(new Uri(App.Address, "/api/v1/"), path));
        request.Headers.Authorization = Token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", Token);
        request.Content = body is null ? null : JsonContent.Create(body);
        Array.ForEach(headers, h => request.Headers.Add(h.Name, h.Value));
        var response = await Plain.SendAsync(request);
        var said = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{method} {path} answers {(int)response.StatusCode}: {said}");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        if (expected >= HttpStatusCode.BadRequest)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal((int)expected, (int)JsonNode.Parse(said)!["status"]!);
        }

        return (response, said.Length == 0 ? new JsonObject() : JsonNode.Parse(said)!);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Database.Dispose();
    }
}
