using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Rollout.App.Hosting;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Browser.Tests.Kit;

/// <summary>The real program in this process: its own database, folder and loopback port, and a clock that the test controls.</summary>
internal sealed class RunningRollout : IAsyncDisposable
{
    private RunningApp _app;

    private RunningRollout(RunningApp app, TestDatabase database, StoppedClock clock, Troubles troubles)
    {
        _app = app;
        Database = database;
        Clock = clock;
        Troubles = troubles;
    }

    public TestDatabase Database { get; }

    public StoppedClock Clock { get; }

    /// <summary>Errors logged by the program.</summary>
    public Troubles Troubles { get; }

    /// <summary>Its address: "http://127.0.0.1:41234".</summary>
    public string Address => _app.Address.GetLeftPart(UriPartial.Authority);

    public IServiceProvider Services => _app.Services;

    /// <summary>What the program prints when it has started: the way in.</summary>
    public async Task<string> PrintedAsync() => string.Join('\n', await ServeCommand.HowToGetInAsync(_app.Web, CancellationToken.None));

    /// <summary>The mails that were sent.</summary>
    public MailFolder Mails => new(Path.Combine(Database.Folder, "mails"));

    /// <param name="now">The initial time of its clock.</param>
    /// <param name="host">The name of this machine in its address.</param>
    public static async Task<RunningRollout> StartAsync(Database kind, Instant now, string host = "127.0.0.1")
    {
        var (database, clock, troubles) = (TestDatabase.On(kind), new StoppedClock(now), new Troubles());

        // Known beforehand, so that the addresses in mails are right.
        var app = await StartAsync(database, clock, troubles, $"http://{host}:{PostgresServer.FreePort()}");
        return new RunningRollout(app, database, clock, troubles);
    }

    /// <summary>Stops the program and starts it again at the same address: it knows no circuit of before.</summary>
    public async Task RestartAsync()
    {
        var address = Address;
        await _app.DisposeAsync();
        _app = await StartAsync(Database, Clock, Troubles, address);
    }

    private static Task<RunningApp> StartAsync(TestDatabase database, StoppedClock clock, Troubles troubles, string address) => RunningApp.StartAsync(
        database,
        clock,
        replace: builder =>
        {
            builder.Services.AddSingleton<IStartupFilter, CookiesOfTheTestsTime>();
            builder.Logging.ClearProviders().AddProvider(troubles);
        },
        address: address);

    /// <summary>The cookie of someone who has just signed in.</summary>
    public (string Name, string Value) CookieOf(Person person, bool proven = true) => _app.CookieOf(person, proven);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Removes the expiry of cookies: the browser uses real time, in which a cookie with the test's times may already have expired.</summary>
    private sealed class CookiesOfTheTestsTime : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                context.Response.OnStarting(() =>
                {
                    var cookies = context.Response.Headers.SetCookie;
                    // A deleted cookie expires in 1970, which must be kept.
                    context.Response.Headers.SetCookie = cookies.Select(c => c!.Contains("1970", StringComparison.Ordinal) ? c : WithoutEnd(c)).ToArray();
                    return Task.CompletedTask;
                });
                return then(context);
            });
            next(app);
        };

        private static string WithoutEnd(string cookie) =>
            string.Join(';', cookie.Split(';').Where(part => !part.TrimStart().StartsWith("expires=", StringComparison.OrdinalIgnoreCase)));
    }
}

/// <summary>Records the errors a program logs, for the test to check.</summary>
internal sealed class Troubles : ILoggerProvider
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_all)
            {
                return [.. _all];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Keeper(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Keeper(Troubles troubles, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lock (troubles._all)
                {
                    troubles._all.Add($"{category}: {formatter(state, exception)} {exception}");
                }
            }
        }
    }
}
