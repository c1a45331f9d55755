using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Hosting;
using Rollout.App.Identity;
using Rollout.App.Identity.Sessions;
using Rollout.App.Identity.SignIn;
using Rollout.App.Shared;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.Testing;

/// <summary>The whole application on a free loopback port, on the test's database, with the test's clock.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningApp(WebApplication app) => _app = app;

    /// <summary>The application, for access to its services.</summary>
    public WebApplication Web => _app;

    /// <summary>Its address.</summary>
    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    /// <param name="database">The database; its folder is the data folder.</param>
    /// <param name="clock">A stopped clock that the test controls; Monday when null.</param>
    /// <param name="settings">Settings that would come from the environment or appsettings.json; unless they say otherwise the test picks up the mails in the folder.</param>
    /// <param name="replace">Replaces services.</param>
    /// <param name="address">The address to listen on; any free port when null.</param>
    /// <param name="migrate">Whether the database is brought up to date first, for one of an older version.</param>
    public static async Task<RunningApp> StartAsync(
        TestDatabase database, StoppedClock? clock = null, IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? replace = null,
        string address = "http://127.0.0.1:0", bool migrate = false)
    {
        clock ??= new StoppedClock(A.Monday);
        var app = RolloutApp.Build(
            new HostSettings(address, database.Folder),
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IClock>(clock);
                replace?.Invoke(builder);
            },
            configuration =>
            {
                database.Configure(configuration);
                configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Mail:FolderIsPickedUp"] = "true" });
                configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
            });
        if (migrate)
        {
            await app.MigrateAsync();
        }

        await app.StartAsync();
        return new RunningApp(app);
    }

    /// <summary>For <c>replace</c>: neither jobs nor the dispatcher move a message while a test looks at it.</summary>
    public static void WithoutJobs(WebApplicationBuilder builder)
    {
        foreach (var job in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && (s.ImplementationType == typeof(OutboxDispatcher)
            || (s.ImplementationType?.Assembly ?? s.ImplementationFactory?.Method.Module.Assembly)?.GetName().Name == "Quartz")).ToList())
        {
            builder.Services.Remove(job);
        }
    }

    /// <summary>A visitor who is not signed in.</summary>
    public Visitor Visitor() => new(Address);

    /// <summary>A visitor who is signed in.</summary>
    public Visitor Visitor(Person person, bool proven = true)
    {
        var visitor = new Visitor(Address);
        var (name, value) = CookieOf(person, proven);
        visitor.Cookies[name] = value;
        return visitor;
    }

    /// <summary>The cookie of someone who has just signed in; also usable in a real browser.</summary>
    public (string Name, string Value) CookieOf(Person person, bool proven = true)
    {
        var cookie = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SignInClaims.Scheme);
        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var ticket = new AuthenticationTicket(
            SignInClaims.For(person.Id, proven, Services.GetRequiredService<SessionStore>().BeginAsync(new SignInResult(person.Id, proven, null), userAgent: null).GetAwaiter().GetResult()),
            new AuthenticationProperties { IsPersistent = true, IssuedUtc = now, ExpiresUtc = now + cookie.ExpireTimeSpan },
            SignInClaims.Scheme);
        return (cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
