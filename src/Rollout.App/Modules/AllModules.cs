using Rollout.App.Hosting;
using Rollout.App.Hosting.Checks;
using Rollout.App.Identity.Audit;
using Rollout.App.Identity.CompanyAccounts;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Ambassadors;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Modules.Ambassadors.Seasons;
using Rollout.App.Modules.Api;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.App.Modules.Infosessions.Feedback;
using Rollout.App.Modules.Infosessions.Planner;
using Rollout.App.Modules.Launches;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Modules.Nudges;
using Rollout.App.Modules.Nudges.Privacy;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Modules.Organisation.People;
using Rollout.App.Modules.Organisation.Scim;
using Rollout.App.Modules.Organisation.Settings;
using Rollout.App.Modules.Outbox;
using Rollout.App.Modules.Participation;
using Rollout.App.Modules.Participation.Figures;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The list of modules: each registers what is more than a command or query, and maps its endpoints, in its own Module.cs.</summary>
internal static class AllModules
{
    public static IServiceCollection AddFeatures(this IServiceCollection services)
    {
        services.AddSignIn().AddAudit();
        services.AddApi();
        services.AddFirstStart();
        services.AddChecks();
        services.AddOutbox();
        services.AddPeople().AddScim();
        services.AddAmbassadors();
        services.AddTopics();
        services.AddInfosessions();
        services.AddDoor();
        services.AddPlanner();
        services.AddLaunches();
        services.AddParticipation();
        services.AddNudges();
        services.AddFeedback();
        return services.AddCommandsAndQueries();
    }

    public static void MapFeatures(this WebApplication app)
    {
        app.MapLook();
        app.MapSignIn();
        app.MapAudit();
        app.MapCompanyAccounts();
        app.MapPeople();
        app.MapScim();
        app.MapAmbassadors();
        app.MapSeasonFiles();
        app.MapTopics();
        app.MapInfosessions();
        app.MapDoor();
        app.MapFigures();
        app.MapOutbox();
        app.MapLaunches();
        app.MapNudges();
        app.MapSettings();
        app.MapPrivacy();
        app.MapParticipation();
        var api = app.MapApi();
        api.MapPeopleApi();
        api.MapInfosessionsApi();
        api.MapWavesApi();
        api.MapCreditsApi();
        api.MapParticipationApi();
    }
}
