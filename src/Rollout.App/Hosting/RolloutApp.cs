using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;
using Rollout.App.Hosting.Backups;
using Rollout.App.Hosting.Checks;
using Rollout.App.Hosting.Telemetry;
using Rollout.App.Identity;
using Rollout.App.Jobs;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Modules.Api;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Mails;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Telemetry;

namespace Rollout.App.Hosting;

/// <summary>Composes the program: its services and its request pipeline.</summary>
public static class RolloutApp
{
    private const int MostValues = 20_000;
    private static readonly string[] Cultures = ["en", "nl", "fr"];

    /// <param name="replace">Lets a test replace services such as the clock.</param>
    /// <param name="configure">Lets a test set what otherwise comes from the environment or appsettings.json.</param>
    /// <exception cref="OperatorException">A setting is what it cannot be.</exception>
    public static WebApplication Build(HostSettings settings, Action<WebApplicationBuilder>? replace = null, Action<IConfigurationBuilder>? configure = null)
    {
        settings.MakeDataFolder();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "rollout", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Add(new SecretFiles(Environment.GetEnvironmentVariables()));
        configure?.Invoke(builder.Configuration);
        SettingValues.Ensure(builder.Configuration);
        var postgres = builder.Configuration.GetConnectionString("Rollout");
        _ = Task.Run(() => Databases.BuildModel(postgres, settings.DataFolder)); // if it fails, so does who needs it, and says so
        builder.WebHost.UseUrls(settings.Urls);
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "rollout.staticwebassets.runtime.json")))
        {
            builder.WebHost.UseStaticWebAssets();
        }

        // What a build runs on is taken for files under edit, and answered uncompressed (as a gzip that only stores) and uncached; only while developing is it so.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] ??= builder.Environment.IsDevelopment().ToString();

        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            // What keeps the program from starting is said in a sentence; what ends it later is logged as critical.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            // Suppresses the warning that keys are stored unencrypted; only the owner can read the data folder.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // What a check finds is answered where it was asked: on the page, the command line or the health address.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        AddServices(builder, settings);
        replace?.Invoke(builder);
        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    /// <summary>Brings the database up to the schema of this version.</summary>
    /// <exception cref="OperatorException">It cannot be done: a newer version made the database.</exception>
    public static Task MigrateAsync(this WebApplication app, CancellationToken ct = default) => app.Services.GetRequiredService<DatabaseMigrator>().RunAsync(ct);

    private static void AddServices(WebApplicationBuilder builder, HostSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IClock>(provider => provider.GetRequiredService<TimeProvider>().ToClock());
        services.AddRolloutDb(builder.Configuration.GetConnectionString("Rollout"), settings.DataFolder);
        services.AddSingleton<DatabaseSchema>().AddBackups();
        services.AddSingleton(KnownProxies.Of(builder.Configuration)).AddSingleton<UnnamedProxies>();
        services.AddSingleton(PublicAddress.Of(builder.Configuration["BaseAddress"], settings.Urls));
        services.AddSingleton<RolloutSettingsCache>().AddSingleton<MailReach>().AddSingleton<Localizer>().AddSingleton<PrerenderHandover>().AddMemoryCache();
        KeyRing.Add(services, settings, isPostgres: builder.Configuration.GetConnectionString("Rollout") is not null);

        services.AddRolloutAuthentication(builder.Configuration);
        AddPages(services);
        services.AddFeatures();
        services.AddJobSchedule();
        services.AddScoped<ICurrentUserId>(provider => provider.GetRequiredService<CurrentUserAccessor>()).AddScoped<LiveCommands>().AddTelemetryExport(builder.Configuration);

        // Mail, jobs and requests share the time for shutdown instead of waiting for each other.
        services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddPageCompression();
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "rollout-form";

            // A strict cookie is not sent with a link from webmail: the page it opens would get another, and every form that was open before would be refused.
            forgery.Cookie.SameSite = SameSiteMode.Lax;
        });
        services.AddRequestLocalization(options =>
        {
            options.SetDefaultCulture("en").AddSupportedCultures(Cultures).AddSupportedUICultures(Cultures);
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = "rollout-language" }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
        services.AddRazorComponents(pages => pages.MaxFormMappingCollectionSize = MostValues).AddInteractiveServerComponents();

        // Lists of people are ticked in one form. Hosts are judged by KnownHosts, not by the framework, which knows no BaseAddress.
        services.Configure<FormOptions>(form => form.ValueCountLimit = MostValues).Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = ["*"]);
    }

    // The page no longer has the form: it was submitted twice, or from a tab left open. Show the page as it is now.
    private static async Task ShowAsItIsNow(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false } && HttpMethods.IsPost(context.Request.Method)
            && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            CommandScope.Ended(CommandOutcome.Invalid);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = UriHelper.BuildRelative(context.Request.PathBase, context.Request.Path, context.Request.QueryString);
        }
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseMiddleware<HeadAsGet>();
        app.Services.GetRequiredService<KnownProxies>().Use(app);
        app.UsePageCompression();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,

            // A malformed request is not our bug: it gets its own status code and is not logged as an error.
            StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = handled => handled.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePagesWithReExecute("/missing", createScopeForStatusCodePages: true);
        app.UseMiddleware<ErrorReExecuteAsGet>();
        app.UseMiddleware<ApiProblems>();
        app.UseMiddleware<KnownHosts>();
        app.UseMiddleware<MalformedAddresses>();
        app.UseRouting();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<PageStorage>();
        app.UseRequestLocalization();
        app.UseMiddleware<DatabaseUnavailableMiddleware>();
        app.UseMiddleware<UnnamedProxyWatch>();
        app.UseMiddleware<NetworkLimits>();
        app.UseMiddleware<FirstStartRedirect>();
        app.UseMiddleware<AmbassadorCodeRedirect>();
        app.UseAuthentication(); // which answers the address that the sign-in service sends people back to
        app.UseMiddleware<UnknownAddresses>();
        app.UseAuthorization();
        app.UseMiddleware<CommandMiddleware>();
        app.UseMiddleware<OversizedUploads>();
        app.UseAntiforgery();
        app.UseMiddleware<StaleForms>();
        app.UseMiddleware<MalformedForms>();
        app.Use(ShowAsItIsNow);
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapFeatures();

        // The framework would add a second policy about frames; ours already forbids them.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }
}
