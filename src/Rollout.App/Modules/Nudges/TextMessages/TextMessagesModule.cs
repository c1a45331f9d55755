using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Rollout.App.Shared.Outbox;
using Rollout.Notifications.Delivery;

namespace Rollout.App.Modules.Nudges.TextMessages;

/// <summary>Registers text messages; a channel only where the settings name a provider.</summary>
internal static class TextMessagesModule
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddTextMessages(this IServiceCollection services)
    {
        services.AddOptions<TextMessageSettings>().BindConfiguration("TextMessages")
            .Validate(s => !s.IsOn || (!string.IsNullOrEmpty(s.Secret) && s.From.Length > 0 && (s.Provider != "twilio" || !string.IsNullOrEmpty(s.Account))), "TextMessages needs Secret and From, and for twilio Account.")
            .Validate(s => s.Earliest is >= 0 and < 24 && s.Latest > s.Earliest && s.Latest <= 24, "TextMessages:Earliest and Latest are hours, the first before the second.")
            .ValidateOnStart();
        return services
            .AddSingleton<TextMessageChannel>().AddSingleton<INudgeChannel>(s => s.GetRequiredService<TextMessageChannel>())
            .AddSingleton<ISendGuard, TextMessageGuard>()
            .AddSingleton<IMessageGateway>(s => new TextMessageGateway(s.GetRequiredService<IOptions<TextMessageSettings>>().Value, new HttpClient { Timeout = LongestAnswer }, s.GetRequiredService<TimeProvider>()));
    }

    public static void MapTextMessages(this IEndpointRouteBuilder app) =>
        app.MapPost("/my/text-messages", async ([FromForm] string? welcome, ChooseTextMessages choose, CancellationToken ct) =>
        {
            await choose.RunAsync(welcome == "yes", ct);
            return Results.LocalRedirect("/my/text-messages");
        });
}
