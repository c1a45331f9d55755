using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Tests.Components;

/// <summary>A page that sends people on goes on drawing; if it then draws that something is missing, the browser must still go on.</summary>
public sealed class NotFoundStatusTests
{
    [Theory]
    [InlineData(StatusCodes.Status200OK, StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status302Found, StatusCodes.Status302Found)]
    [InlineData(StatusCodes.Status303SeeOther, StatusCodes.Status303SeeOther)]
    public async Task What_is_missing_gets_the_status_unless_the_page_leads_elsewhere(int status, int sent)
    {
        var response = new Response { StatusCode = status };
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpResponseFeature>(response);
        await using var services = new ServiceCollection().AddSingleton<Localizer>().BuildServiceProvider();
        await using var html = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Page.Http)] = http });

        await html.Dispatcher.InvokeAsync(async () =>
        {
            await html.RenderComponentAsync<Page>(parameters);
            await response.StartAsync();
        });

        Assert.Equal(sent, response.StatusCode);
    }

    private sealed class Page : ComponentBase
    {
        [Parameter] public HttpContext Http { get; set; } = default!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<CascadingValue<HttpContext>>(0);
            builder.AddComponentParameter(1, nameof(CascadingValue<>.Value), Http);
            builder.AddComponentParameter(2, nameof(CascadingValue<>.ChildContent), (RenderFragment)(content =>
            {
                content.OpenComponent<NotFoundStatus>(0);
                content.CloseComponent();
            }));
            builder.CloseComponent();
        }
    }

    private sealed class Response : HttpResponseFeature
    {
        private readonly List<Func<Task>> _starting = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Add(() => callback(state));

        public async Task StartAsync()
        {
            foreach (var callback in _starting)
            {
                await callback();
            }
        }
    }
}
