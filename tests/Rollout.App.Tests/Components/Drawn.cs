using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Testing;

namespace Rollout.App.Tests.Components;

/// <summary>A component drawn alone, with the words and what all pages have.</summary>
internal sealed class Drawn : BunitContext
{
    /// <param name="with">Adds what the component needs besides; nothing can be added once something was drawn.</param>
    public Drawn(Action<IServiceCollection>? with = null)
    {
        with?.Invoke(Services);
        Services.AddSingleton<Localizer>().AddHttpContextAccessor().AddMemoryCache();
        Services.AddSingleton<CacheVersions>().AddSingleton(services => ACache.New(services.GetRequiredService<CacheVersions>()));
        Services.AddSingleton(Http);
        Renderer.SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("en-GB");
    }

    public DefaultHttpContext Http { get; } = new();

    /// <summary>Draws it as part of a request.</summary>
    public IRenderedComponent<TComponent> InRequest<TComponent>(Action<ComponentParameterCollectionBuilder<TComponent>>? with = null)
        where TComponent : IComponent =>
        Render<TComponent>(parameters =>
        {
            parameters.AddCascadingValue<HttpContext>(Http);
            with?.Invoke(parameters);
        });
}
